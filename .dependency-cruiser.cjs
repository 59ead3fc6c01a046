/** The floors of docs: an import goes down only, and only through a library's index.ts. */
const floors = [
  ['standards', 'matching'],
  ['platform'],
  ['access', 'catalogue'],
  ['master-data'],
  ['stewardship', 'exchange'],
  ['legal-entity', 'population', 'geospatial', 'macroeconomic'],
];
const libs = (names) => `^libs/(${names.join('|')})/`;
const upward = floors.map((floor, i) => ({
  name: `floor-${i}-imports-down-only`,
  severity: 'error',
  from: { path: libs(floor) },
  to: { path: i + 1 < floors.length ? `${libs(floors.slice(i + 1).flat())}|^(apps|tools)/` : '^(apps|tools)/' },
}));
module.exports = {
  forbidden: [
    ...upward,
    {
      name: 'bases-do-not-know-each-other',
      severity: 'error',
      from: { path: '^libs/(legal-entity|population|geospatial|macroeconomic)/' },
      to: { path: '^libs/(legal-entity|population|geospatial|macroeconomic)/', pathNot: '^libs/$1/' },
    },
    {
      name: 'standards-and-matching-stand-alone',
      severity: 'error',
      from: { path: '^libs/(standards|matching)/' },
      to: { path: '^libs/', pathNot: '^libs/$1/' },
    },
    {
      name: 'pure-libraries-import-no-framework',
      severity: 'error',
      from: { path: '^libs/(standards|matching)/' },
      to: { path: 'node_modules/(@nestjs|typeorm|pg|bullmq|fastify|rxjs)' },
    },
    {
      name: 'through-the-front-door',
      comment: 'another library is reached through its index.ts',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/([^/]+)/src/.+', pathNot: ['^libs/$1/', '^libs/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'apps-use-the-front-door',
      severity: 'error',
      from: { path: '^(apps|tools)/' },
      to: { path: '^libs/([^/]+)/src/.+', pathNot: '^libs/[^/]+/src/index\\.ts$' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.spec\\.ts$' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
  },
};
