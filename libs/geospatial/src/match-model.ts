import { exact, weighed, type Condition, type MatchModel } from '@siku/matching';

/**
 * How two records of features are known to be the same: a code of the layer proves it; otherwise place, name and class together. One
 * building has several shops in it and one street several schools, so neither the place alone nor the name alone links.
 */
export const geospatialMatchModel: MatchModel = {
  code: 'geospatial',
  version: 1,
  title: { zh: '地理要素匹配模型', en: 'Features' },
  // Among records of one neighbourhood and layer, which is all that is ever compared but for codes and names.
  prior: 2e-5,
  thresholds: { link: 9, review: 2 },
  maxKeyFrequency: 200,
  exclusive: [{ field: 'code', conflicting: false }],
  blocking: [
    { name: 'code', parts: [{ field: 'code' }] },
    {
      name: 'cell',
      parts: [{ field: 'layer' }, { field: 'neighbourhood' }],
      refine: [{ field: 'name.pinyin', transform: 'sortedCharacters' }, { field: 'class' }],
    },
    { name: 'name-division', parts: [{ field: 'layer' }, { field: 'name' }, { field: 'division' }] },
  ],
  comparisons: [
    {
      name: 'layer',
      title: { zh: '图层', en: 'Layer' },
      levels: [
        weighed('same', '相同', 'same', 0.5, 0.3, exact('layer')),
        weighed('other', '不同', 'different', -40, 0.7),
      ],
    },
    {
      name: 'code',
      title: { zh: '要素代码', en: 'Code' },
      levels: [
        weighed('same', '相同', 'same', 40, 1e-13, exact('code')),
        weighed('near', '仅差一位', 'one character off', 2, 1e-4, { test: 'edits', field: 'code', atMost: 1 }),
        weighed('other', '不同', 'different', -9, 0.99),
      ],
    },
    {
      name: 'name',
      title: { zh: '名称', en: 'Name' },
      levels: [
        weighed('same', '名称相同', 'same name', 14, 5e-6, exact('name')),
        weighed('contained', '一方较详', 'one says more', 10, 2e-5, { test: 'containment', field: 'name', atLeast: 1 }),
        weighed('sound', '同音', 'sounds the same', 9, 2e-6, exact('name.pinyin')),
        weighed('similar', '相近', 'similar', 6, 1e-4, {
          any: [
            { test: 'edits', field: 'name', atMost: 1 },
            { test: 'containment', field: 'name', atLeast: 0.7 },
          ],
        }),
        weighed('other', '不同', 'different', -8, 0.99),
      ],
    },
    {
      name: 'place',
      title: { zh: '位置', en: 'Place' },
      levels: [
        weighed('line', '走向重合', 'run together', 26, 1e-9, { test: 'hausdorff', field: 'line', atMost: 20 }),
        // A road is delivered in one piece here and in three there: whether they are one is for a steward.
        weighed('piece', '一方为另一方的一段', 'one is a piece of the other', 5, 1e-3, {
          test: 'along',
          field: 'line',
          atMost: 20,
        }),
        weighed('line-near', '走向相近', 'run side by side', 14, 1e-5, {
          test: 'hausdorff',
          field: 'line',
          atMost: 100,
        }),
        // What lies side by side does not overlap: two surveys of one outline do.
        weighed('overlap', '范围基本重合', 'extents nearly the same', 26, 1e-9, {
          test: 'boxes',
          field: 'extent',
          atLeast: 0.8,
        }),
        weighed('10m', '相距 10 米以内', 'within 10 m', 16, 4e-6, within(10)),
        weighed('part', '范围部分重合', 'extents overlap', 13, 2e-5, { test: 'boxes', field: 'extent', atLeast: 0.4 }),
        weighed('50m', '相距 50 米以内', 'within 50 m', 12, 3e-5, within(50)),
        weighed('200m', '相距 200 米以内', 'within 200 m', 8, 2e-4, within(200)),
        weighed('1km', '相距 1 公里以内', 'within 1 km', 2, 4e-3, within(1000)),
        weighed('other', '更远', 'farther', -10, 0.99),
      ],
    },
    {
      name: 'class',
      title: { zh: '类别', en: 'Class' },
      levels: [
        weighed('same', '相同', 'same', 2, 0.2, exact('class')),
        weighed('head', '上级类别相同', 'same branch of the classes', 1, 0.1, { test: 'prefix', field: 'class' }),
        weighed('other', '不同', 'different', -4, 0.7),
      ],
    },
    {
      name: 'address',
      title: { zh: '地址', en: 'Address' },
      levels: [
        weighed('same', '相同', 'same', 8, 1e-3, {
          all: [exact('address'), { test: 'numbers', field: 'address', atLeast: 1 }],
        }),
        weighed('contained', '一方较详', 'one says more', 5, 2e-3, {
          test: 'containment',
          field: 'address',
          atLeast: 0.85,
        }),
        weighed('other', '不同', 'different', -2, 0.97),
      ],
    },
  ],
  // Place and address are one fact, told twice.
  dependent: [
    {
      name: 'where',
      title: { zh: '位置与地址', en: 'Place and address' },
      comparisons: ['place', 'address'],
      most: 28,
    },
  ],
};

function within(metres: number): Condition {
  return { test: 'metres', field: 'place', atMost: metres };
}
