// Views by the sections of the SQL on FHIR v2 specification: what each clause gives, and what is refused where.
import { describe, expect, it } from 'vitest';
import { runView, validateView } from './run-view.ts';
import { ViewError } from './view.ts';

const patients = [
  {
    resourceType: 'Patient',
    id: 'p1',
    active: true,
    gender: 'female',
    name: [{ family: 'Li', given: ['Ming', 'Xiao'] }, { family: 'Wang' }],
    telecom: [{ system: 'phone', value: '1' }],
    contact: [
      {
        telecom: [
          { system: 'phone', value: '2' },
          { system: 'email', value: 'x@y' },
        ],
        name: { family: 'Zhou' },
      },
      { name: { family: 'Wu' } },
    ],
  },
  { resourceType: 'Patient', id: 'p2', active: false, gender: 'male', name: [{ family: 'Chen', given: ['Bo'] }] },
  { resourceType: 'Patient', id: 'p3' },
];
const answers = {
  resourceType: 'QuestionnaireResponse',
  id: 'q1',
  item: [
    { linkId: '1', item: [{ linkId: '1.1', answer: [{ valueString: 'a', item: [{ linkId: '1.1.1' }] }] }] },
    { linkId: '2', answer: [{ valueInteger: 7 }] },
  ],
};
const id = { name: 'id', path: 'id' };
const run = (view: object, resources: readonly object[] = patients) =>
  runView({ resource: 'Patient', ...view }, resources);
const column = (name: string, path: string, more: object = {}) => ({ column: [{ name, path, ...more }] });

describe('column', () => {
  it('keeps the order and gives null for nothing', () => {
    const rows = run({ select: [column('b', 'gender'), column('a', 'id')] });
    expect(rows).toEqual([
      { b: 'female', a: 'p1' },
      { b: 'male', a: 'p2' },
      { b: null, a: 'p3' },
    ]);
    expect(Object.keys(rows[0]!)).toEqual(['b', 'a']);
  });
  it('takes lists where it is a collection, and refuses them where not', () => {
    expect(run({ select: [column('names', 'name.family', { collection: true })] })).toEqual([
      { names: ['Li', 'Wang'] },
      { names: ['Chen'] },
      { names: [] },
    ]);
    expect(() => run({ select: [column('names', 'name.family')] })).toThrow(
      /^select\[0\]\.column\[0\]\.path: names has 2 values/,
    );
  });
  it('runs over resources of its type only', () => {
    expect(run({ select: [column('id', 'id')] }, [answers, patients[1]!])).toEqual([{ id: 'p2' }]);
  });
});

describe('where', () => {
  it.each<[string[], string[]]>([
    [['active'], ['p1']],
    [['active.not()'], ['p2']],
    [["gender = 'male' or active"], ['p1', 'p2']],
    [['active', "name.family.first() = 'Chen'"], []],
    [['name.empty()'], ['p3']],
  ])('%j', (paths, ids) => {
    expect(run({ select: [{ column: [id] }], where: paths.map((path) => ({ path })) })).toEqual(
      ids.map((one) => ({ id: one })),
    );
  });
  it('must be true or false', () => {
    expect(validateView({ resource: 'Patient', select: [{ column: [id] }], where: [{ path: 'gender' }] })).toEqual([
      { where: 'where[0].path', message: 'must be true or false, but gives code' },
    ]);
    expect(() => run({ select: [{ column: [id] }], where: [{ path: "name.select(family & '')" }] })).toThrow(
      /^where\[0\]\.path/,
    );
  });
});

describe('forEach, forEachOrNull, nested select', () => {
  it('makes a row for each node, none without', () => {
    expect(run({ select: [{ column: [id] }, { forEach: 'name', ...column('family', 'family') }] })).toEqual([
      { id: 'p1', family: 'Li' },
      { id: 'p1', family: 'Wang' },
      { id: 'p2', family: 'Chen' },
    ]);
  });
  it('keeps a row of nulls', () => {
    const select = [
      {
        column: [id],
        select: [
          {
            forEachOrNull: 'contact',
            ...column('who', 'name.family'),
            select: [
              {
                forEachOrNull: 'telecom',
                column: [
                  { name: 'value', path: 'value' },
                  { name: 'all', path: 'value', collection: true },
                ],
              },
            ],
          },
        ],
      },
    ];
    expect(run({ select })).toEqual([
      { id: 'p1', who: 'Zhou', value: '2', all: ['2'] },
      { id: 'p1', who: 'Zhou', value: 'x@y', all: ['x@y'] },
      { id: 'p1', who: 'Wu', value: null, all: [] },
      { id: 'p2', who: null, value: null, all: [] },
      { id: 'p3', who: null, value: null, all: [] },
    ]);
  });
  it('puts every row of one select beside every row of the other', () => {
    const rows = run({
      select: [
        { forEach: 'name', ...column('family', 'family') },
        { forEach: 'contact', ...column('who', 'name.family') },
      ],
    });
    expect(rows.map((row) => `${String(row.family)} ${String(row.who)}`)).toEqual([
      'Li Zhou',
      'Li Wu',
      'Wang Zhou',
      'Wang Wu',
    ]);
  });
});

describe('unionAll', () => {
  const value = { column: [{ name: 'value', path: 'value' }] };
  const union = [
    { forEach: 'telecom', ...value },
    { forEach: 'contact.telecom', ...value },
  ];
  it('puts the rows of the branches one after the other', () => {
    expect(run({ select: [{ column: [id], unionAll: union }] })).toEqual([
      { id: 'p1', value: '1' },
      { id: 'p1', value: '2' },
      { id: 'p1', value: 'x@y' },
    ]);
  });
  it.each([
    [[value, column('other', 'value')]],
    [[{ column: [id, { name: 'value', path: 'id' }] }, { column: [{ name: 'value', path: 'id' }, id] }]],
  ])('refuses branches with other columns', (unionAll) => {
    expect(validateView({ resource: 'Patient', select: [{ unionAll }] })).toEqual([
      { where: 'select[0].unionAll[1]', message: expect.stringMatching(/^has the columns/) as string },
    ]);
  });
});

describe('repeat and %rowIndex', () => {
  it('follows its paths to every depth', () => {
    const view = {
      resource: 'QuestionnaireResponse',
      select: [
        {
          repeat: ['item', 'answer.item'],
          column: [
            { name: 'link', path: 'linkId' },
            { name: 'n', path: '%rowIndex' },
          ],
        },
      ],
    };
    expect(runView(view, [answers])).toEqual([
      { link: '1', n: 0 },
      { link: '1.1', n: 1 },
      { link: '1.1.1', n: 2 },
      { link: '2', n: 3 },
    ]);
  });
  it('counts the rows of each forEach, 0 at the top', () => {
    const select = [
      {
        ...column('top', '%rowIndex'),
        select: [
          {
            forEach: 'name',
            ...column('n', '%rowIndex'),
            select: [{ forEachOrNull: 'given', ...column('m', '%rowIndex') }],
          },
        ],
      },
    ];
    expect(run({ select })).toEqual([
      { top: 0, n: 0, m: 0 },
      { top: 0, n: 0, m: 1 },
      { top: 0, n: 1, m: null },
      { top: 0, n: 0, m: 0 },
    ]);
  });
});

describe('constant', () => {
  it.each<[object, string, unknown]>([
    [{ valueCode: 'female' }, 'gender = %c', true],
    [{ valueBoolean: true }, 'active = %c', true],
    [{ valueInteger: 2 }, 'name.count() = %c', true],
    [{ valueInteger64: '2' }, 'name.count() = %c', true],
    [{ valueDate: '2024-02-03' }, '%c < @2024-02-04', true],
    [{ valueString: '-' }, 'name.family.join(%c)', 'Li-Wang'],
  ])('%j in %s', (value, path, expected) => {
    expect(run({ constant: [{ name: 'c', ...value }], select: [column('x', path)] }, [patients[0]!])).toEqual([
      { x: expected },
    ]);
  });
  it.each<[unknown, string, string]>([
    [[{ name: 'c', value: 'x' }], 'id', 'constant[0]'],
    [[{ name: 'c', valueString: 'x', valueCode: 'y' }], 'id', 'constant[0]'],
    [[{ name: 'c', valueInteger: 'x' }], 'id', 'constant[0].valueInteger'],
    [[{ name: '1c', valueString: 'x' }], 'id', 'constant[0].name'],
    [[], '%c', 'select[0].column[0].path'],
  ])('refuses %j', (constant, path, where) => {
    expect(
      validateView({ resource: 'Patient', constant, select: [column('x', path)] }).map((fault) => fault.where),
    ).toContain(where);
  });
});

describe('validate', () => {
  it.each<[unknown, string]>([
    [undefined, 'ViewDefinition'],
    [{ select: [column('a', 'id')] }, 'resource'],
    [{ resource: 'Person1', select: [column('a', 'id')] }, 'resource'],
    [{ resource: 'Patient', resourceType: 'Patient', select: [column('a', 'id')] }, 'resourceType'],
    [{ resource: 'Patient' }, 'select'],
    [{ resource: 'Patient', select: [] }, 'select'],
    [{ resource: 'Patient', select: [{}] }, 'select[0]'],
    [{ resource: 'Patient', select: [column('a b', 'id')] }, 'select[0].column[0].name'],
    [{ resource: 'Patient', select: [column('a', '@@')] }, 'select[0].column[0].path'],
    [{ resource: 'Patient', select: [column('a', 'name.nosuch()')] }, 'select[0].column[0].path'],
    [{ resource: 'Patient', select: [column('a', 'id'), { select: [column('a', 'gender')] }] }, 'select'],
    [
      { resource: 'Patient', select: [{ forEach: 'name', forEachOrNull: 'name', ...column('a', 'family') }] },
      'select[0]',
    ],
    [{ resource: 'Patient', select: [{ repeat: 'name', ...column('a', 'family') }] }, 'select[0].repeat'],
    [{ resource: 'Patient', select: [column('a', 'id')], where: [{}] }, 'where[0].path'],
  ])('%j is refused at %s', (view, where) => {
    expect(validateView(view).map((fault) => fault.where)).toEqual([where]);
    expect(() => runView(view, [])).toThrow(ViewError);
  });
});
