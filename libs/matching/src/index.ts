export * from './model/match-model.js';
export { distinct, profileOf, valuesOf } from './model/profile-fields.js';
export * from './model/terms.js';
export { compileModel, type CompiledModel, type Evidence, type Explanation } from './model/compile-model.js';
export type { Prepared } from './model/slots.js';
export { InvalidModel, type ModelError, validateModel } from './model/validate-model.js';
export type { BlockingKey } from './block/blocking-keys.js';
export { type Blocking, type BlockingOptions, findBlocks } from './block/find-blocks.js';
export { ColumnsWriter, recordColumns, type RecordColumns } from './columns/record-columns.js';
export type { RecordComparer } from './columns/record-comparer.js';
export { judgeOf, type Linked, type LinkInput, linkRecords, type Phase, phases } from './run/link-records.js';
export { proof, type ScoredPairs } from './run/score-pairs.js';
export type { Judge } from './cluster/coherence.js';
export { borrowedIdentifiers } from './cluster/borrowed-identifiers.js';
export {
  type ClusterInput,
  clusterRecords,
  type Clusters,
  type Edge,
  type RefusedEdge,
} from './cluster/cluster-records.js';
export { StableOrder } from './cluster/stable-order.js';
export type { EdgeColumns } from './cluster/edge-order.js';
export {
  type Accuracy,
  type ClusterAccuracy,
  evaluateClusters,
  thresholdCurve,
  type ThresholdPoint,
} from './evaluate/evaluate-clusters.js';
export { waterfall, type WaterfallInput } from './explain/waterfall.js';
export { trainModel, type Training, type TrainingOptions } from './train/train-model.js';
export { calibratedThreshold, calibrateWeights, type Calibration, type JudgedPair } from './train/calibrate-weights.js';
