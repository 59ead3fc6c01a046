import { Injectable } from '@nestjs/common';
import { ADMIN, type Principal } from '@siku/access';
import { DatasetService, DepartmentService } from '@siku/catalogue';
import { BatchService } from '@siku/master-data';
import { JobQueue, Logger, today } from '@siku/platform';
import type { Frequency } from '@siku/standards';
import { Readable } from 'node:stream';
import { macroeconomicBase } from '../definition.js';
import type { IndicatorBody } from '../indicator/indicator.dto.js';
import { IndicatorRepository, type StoredIndicator } from '../indicator/indicator.repository.js';
import { ObservationRepository } from '../observation/observation.repository.js';
import { releasesOf, type Release } from '../observation/vintage.js';
import { BaseFigures } from './base-figures.js';
import { checkDerivation, madeOf, type Definitions } from './derivation-check.js';
import type { LineageInput, LineageView } from './derivation.dto.js';
import { DerivationRepository } from './derivation.repository.js';
import { derivedDataset, derivedFile, DERIVING, type DerivedSeries } from './derived-dataset.js';
import { derivedVintages, differences } from './derived-vintages.js';
import { parseExpression } from './expression.js';

/** Name of the job that computes every derived indicator whose inputs have changed. */
export const DERIVE_JOB = 'derive';

/** More than any city has. */
const MOST = 100_000;

/** The platform delivers what it computes itself. */
const COMPUTER: Principal = { ...ADMIN, id: 'siku' };

/** Indicators made of others, and of what the other bases know: computed anew when that has changed, delivered like all others. */
@Injectable()
export class DerivationService {
  private running: Promise<void> | null = null;
  private again = false;

  constructor(
    private readonly indicators: IndicatorRepository,
    private readonly observations: ObservationRepository,
    private readonly derivations: DerivationRepository,
    private readonly figures: BaseFigures,
    private readonly departments: DepartmentService,
    private readonly datasets: DatasetService,
    private readonly batches: BatchService,
    private readonly queue: JobQueue,
    private readonly logger: Logger,
  ) {}

  /** Something may have changed that indicators are made of. */
  offer(): Promise<void> {
    return this.queue.enqueue(DERIVE_JOB, { version: 1, id: 'indicators' });
  }

  /** @throws Problem 400 */
  async check(code: string, body: IndicatorBody): Promise<void> {
    if (body.derivation) checkDerivation(code, body, await this.definitions(), this.figures.codes());
  }

  /** What an indicator is made of, and what of it. */
  async lineage(code: string): Promise<LineageView> {
    const definitions = await this.definitions();
    const usedBy = [...definitions].filter(([, body]) => madeOf(body).includes(code)).map(([user]) => user);
    return {
      ...{ code, inputs: inputsOf(code, definitions), usedBy: usedBy.sort() },
      computed: await this.derivations.view(code),
    };
  }

  /** Computes what is due. Asked again meanwhile, it looks again: what changed may have come too late for the first look. */
  async run(): Promise<void> {
    this.again = true;
    this.running ??= this.work().finally(() => (this.running = null));
    await this.running;
  }

  private async work(): Promise<void> {
    while (this.again) {
      this.again = false;
      for (const indicator of await this.indicators.list('', MOST)) {
        if (indicator.definition.derivation) await this.computeOrReport(indicator);
      }
    }
  }

  /** One that fails keeps no other from being computed; it is tried again when something is published. */
  private async computeOrReport(indicator: StoredIndicator): Promise<void> {
    try {
      await this.compute(indicator);
    } catch (error) {
      this.logger.error({ error, indicator: indicator.code }, 'indicator could not be computed');
    }
  }

  private async compute({ code, version, definition }: StoredIndicator): Promise<void> {
    const { figure } = definition.derivation!;
    const base = figure?.base ?? macroeconomicBase.code;
    const publication = await this.derivations.clock(this.figures.schemaOf(base));
    const before = await this.derivations.computed(code);
    const now = { version, base, publication, computedOn: today() };
    const same =
      before !== null && before.version === version && before.base === base && before.computedOn === now.computedOn;
    if (same && before.publication === publication) return;
    const due =
      !same || figure !== undefined || (await this.derivations.changed(madeOf(definition), before.publication));
    await this.derivations.save(code, { ...now, batch: due ? await this.deliver(code, definition) : null });
  }

  /** Id of the batch, where there is anything to say. */
  private async deliver(code: string, definition: IndicatorBody): Promise<string | null> {
    const { expression, figure } = definition.derivation!;
    const series = figure ? await this.ofBase(code, definition) : await this.ofExpression(code, definition);
    const changed = series.filter(({ statements }) => statements.length > 0);
    if (changed.length === 0) return null;
    await this.departments.put(DERIVING.department, { title: DERIVING.departmentTitle }, COMPUTER);
    await this.datasets.put(DERIVING.dataset, derivedDataset, COMPUTER);
    const source = expression ?? [figure!.base, figure!.topic, figure!.code].filter(Boolean).join(' / ');
    const file = Readable.from([Buffer.from(derivedFile(changed, definition, source))]);
    return (await this.batches.receive(COMPUTER, DERIVING.dataset, { mode: 'delta' }, file, null)).id;
  }

  private async ofExpression(indicator: string, definition: IndicatorBody): Promise<DerivedSeries[]> {
    const expression = parseExpression(definition.derivation!.expression!);
    const named = [...new Set(expression.references.map((reference) => reference.indicator))];
    const rows = await this.observations.series({ codes: { indicator: named }, knownAt: null }, '', MOST);
    const held = new Set(rows.map(({ key }) => key));
    const kinds = new Map(
      rows
        .filter(({ frequency }) => !definition.frequency || frequency === definition.frequency)
        .map(({ frequency, area, adjustment }) => [
          [frequency, area, adjustment].join('.'),
          { frequency, area, adjustment },
        ]),
    );
    const derived: DerivedSeries[] = [];
    for (const kind of kinds.values()) {
      const { frequency, area, adjustment } = kind;
      const keys = expression.references.map((reference) => {
        const of = `${reference.annual ? 'A' : frequency}.${reference.indicator}`;
        const key = [`${of}.${area}.${adjustment}`, `${of}.${area}.N`].find((each) => held.has(each));
        return { of, key };
      });
      if (keys.some(({ key }) => key === undefined) || !keys.some(({ of }) => of.startsWith(`${frequency}.`))) continue;
      const inputs = new Map<string, Release[]>();
      for (const { of, key } of keys) inputs.set(of, releasesOf(await this.observations.history(key!)));
      const wanted = derivedVintages(expression, frequency, inputs, definition.decimals);
      const published = await this.published(indicator, kind);
      derived.push({ indicator, ...kind, statements: differences(wanted, published, 'all') });
    }
    return derived;
  }

  private async ofBase(indicator: string, definition: IndicatorBody): Promise<DerivedSeries[]> {
    const { derivation, title, unit, decimals } = definition;
    const frequency = definition.frequency as Frequency;
    const derived: DerivedSeries[] = [];
    for (const { area, row, statements } of await this.figures.series(derivation!, frequency)) {
      const code = row ? memberCode(indicator, row.code) : indicator;
      if (row) {
        const named = { zh: `${title.zh}：${row.title.zh}`, en: `${title.en}: ${row.title.en}` };
        await this.indicators.put(
          code,
          { title: named, unit, frequency, ...(decimals !== undefined && { decimals }) },
          COMPUTER.id,
        );
      }
      const kind = { frequency, area, adjustment: 'N' };
      const published = await this.published(code, kind);
      derived.push({ indicator: code, ...kind, statements: differences(statements, published, [today()]) });
    }
    return derived;
  }

  /** What is said now of a series, whatever was known before. */
  private async published(
    indicator: string,
    { frequency, area, adjustment }: { frequency: string; area: string; adjustment: string },
  ) {
    const history = await this.observations.history([frequency, indicator, area, adjustment].join('.'));
    return history.filter(({ replacedAt }) => replacedAt === null);
  }

  private async definitions(): Promise<Definitions> {
    return new Map((await this.indicators.list('', MOST)).map(({ code, definition }) => [code, definition]));
  }
}

/** Codes of rows hold what series keys cannot: `75+`. */
const memberCode = (indicator: string, row: string): string =>
  `${indicator}-${row.replaceAll('+', '-UP').replaceAll(/[^A-Za-z0-9_@$-]/g, '_')}`;

function inputsOf(code: string, definitions: Definitions): LineageInput[] {
  const body = definitions.get(code);
  if (body?.derivation?.figure) return [{ figure: body.derivation.figure }];
  return (body ? madeOf(body) : []).map((indicator): LineageInput => {
    const derivation = definitions.get(indicator)?.derivation;
    return {
      indicator,
      ...(derivation?.expression !== undefined && { expression: derivation.expression }),
      ...(derivation && { inputs: inputsOf(indicator, definitions) }),
    };
  });
}
