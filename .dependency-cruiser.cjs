// The architecture: floors and their steps from the ground up; a file imports only from what stands below it.
const steps = [
  ['platform/(?:contract|access-contract|apps-contract)\\.ts'],
  ['platform/fhir/', 'platform/algorithms/'],
  ['platform/kernel/', 'platform/ui/'],
  ['foundation/registry/', 'foundation/knowledge/', 'foundation/sync/', 'foundation/indicators/'],
  ['foundation/geo/', 'foundation/record/', 'foundation/messaging/'],
  ['foundation/fleet/', 'foundation/billing/', 'foundation/identity-link/'],
  ['foundation/orders/', 'foundation/intake/'],
  ['care/[^/]+/'],
  ['programmes/[^/]+/'],
  ['governance/[^/]+/'],
  ['assistant/[^/]+/'],
  ['apps/'],
];
const contextSteps = steps.slice(3, -1);
const contexts = contextSteps.flat();
const at = (paths) => `^(?:${paths.join('|')})`;
const test = '\\.test\\.tsx?$|/testing/|/test-[a-z-]+\\.ts$';
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule('no-circles', 'No file may reach itself.', {}, { circular: true }),
    ...steps
      .slice(0, -1)
      .map((step, index) =>
        rule(
          `step-${index}-looks-down`,
          'Imports run downwards: move the thing, do not bend the law.',
          { path: at(step) },
          { path: at(steps.slice(index + 1).flat()) },
        ),
      ),
    rule(
      'kernel-and-ui-are-neighbours',
      'The kernel knows no screens.',
      { path: '^platform/kernel/' },
      { path: '^platform/ui/' },
    ),
    rule(
      'fhir-and-algorithms-are-neighbours',
      'Neither needs the other.',
      { path: '^platform/(fhir|algorithms)/' },
      { path: '^platform/(fhir|algorithms)/', pathNot: '^platform/$1/' },
    ),
    ...contextSteps.map((step, index) =>
      rule(
        `step-${index + 3}-neighbours-talk-by-events`,
        'Contexts of one step do not import each other.',
        { path: `^(${step.join('|')})` },
        { path: at(step), pathNot: '^$1' },
      ),
    ),
    rule(
      'front-door',
      'Another context is entered at server/index.ts, contract.ts, <part>-contract.ts, rules/ or web/.',
      { path: `^(${contexts.join('|')})`, pathNot: test },
      { path: `^(?:${contexts.join('|')})server/(?!index\\.ts$)`, pathNot: '^$1' },
    ),
    rule(
      'apps-use-front-doors',
      'Programs enter a context at its front door too.',
      { path: '^(apps|journeys|bench)/' },
      { path: `^(?:${contexts.join('|')})server/(?!index\\.ts$)` },
    ),
    rule(
      'screens-know-contracts',
      'The web never imports the server.',
      { path: '/web/|^apps/portals/|^platform/ui/(?!testing/)' },
      { path: '/server/|^platform/kernel/' },
    ),
    rule(
      'servers-know-no-screens',
      'The server never imports the web.',
      { path: '/server/|^platform/kernel/' },
      { path: '/web/|^platform/ui/|\\.tsx$' },
    ),
    rule(
      'contracts-are-pure',
      'Contracts import contracts and types of what crosses the wire.',
      { path: '/[a-z-]*contract\\.ts$' },
      {
        path: '^(platform|apps|foundation|care|programmes|governance|assistant)/|^node:|^(?:fs|path|crypto)$',
        pathNot: '/[a-z-]*contract\\.ts$|/rules/',
      },
    ),
    rule(
      'rules-are-pure',
      'Rules know neither stores, use cases nor Node.',
      { path: '/rules/', pathNot: test },
      { path: '/server/|^platform/kernel/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'rules-do-no-io',
      'Rules run in browsers too.',
      { path: '/rules/', pathNot: test },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'algorithms-do-no-io',
      'Algorithms are pure.',
      { path: '^platform/(algorithms|fhir)/(?!generator/)', pathNot: test },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'algorithms-are-pure',
      'Algorithms know no services.',
      { path: '^platform/(algorithms|fhir)/' },
      { path: '^platform/(kernel|ui)/', pathNot: test },
    ),
    rule(
      'routes-hold-no-sql',
      'A route calls a use case.',
      { path: `^(?:${contexts.join('|')})server/routes` },
      { path: '/server/store' },
    ),
    rule(
      'journeys-use-the-wire',
      'Journeys are outside programs: contracts and test browsers only.',
      { path: '^journeys/' },
      {
        path: '^(platform|foundation|care|programmes|governance|assistant|apps)/',
        pathNot: '/[a-z-]*contract\\.ts$|^platform/ui/testing/|/rules/|/codec',
      },
    ),
    rule(
      'the-simulator-uses-the-wire',
      'The living simulator is an outside program.',
      { path: '^apps/county/simulator/', pathNot: test },
      {
        path: '^(platform|foundation|care|programmes|governance|assistant|apps)/',
        pathNot: '/[a-z-]*contract\\.ts$|^apps/county/|/rules/|/codec',
      },
    ),
    rule(
      'nobody-knows-the-apps',
      'Apps know everything, nobody knows them.',
      { pathNot: '^(apps|journeys|bench)/|\\.test\\.ts$' },
      { path: '^(apps|journeys|bench)/' },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(node_modules|dist|\\.runtime|docs)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
  },
};
