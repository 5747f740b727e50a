// The search grammar: prefixes, modifiers, escapes, chains, controls, and what strict and lenient handling do.
import { describe, expect, it } from 'vitest';
import { parseSearch, prefixedValue, splitEscaped, unescapeValue } from './search.ts';
import type { SearchParameterShape } from './search.ts';

const parameters: Record<string, SearchParameterShape> = {
  code: { name: 'code', type: 'token' },
  date: { name: 'date', type: 'date' },
  name: { name: 'name', type: 'string' },
  'value-quantity': { name: 'value-quantity', type: 'quantity' },
  subject: { name: 'subject', type: 'reference', targets: ['Patient'] },
};
const find = (type: string, name: string) => (type === 'Patient' && name !== 'name' ? undefined : parameters[name]);
const parse = (query: string, handling: 'strict' | 'lenient' = 'strict') =>
  parseSearch('Observation', new URLSearchParams(query), find, handling);

describe('search grammar', () => {
  it('reads values, prefixes and escapes', () => {
    expect(prefixedValue('ge2024-01-01')).toEqual({ prefix: 'ge', text: '2024-01-01' });
    expect(prefixedValue('general')).toEqual({ prefix: 'eq', text: 'general' });
    expect(splitEscaped('a\\,b,c', ',')).toEqual(['a\\,b', 'c']);
    expect(unescapeValue('a\\,b\\\\')).toBe('a,b\\');
    const { request, issues } = parse('code=a,b&date=lt2024&value-quantity=5.4||mg&name:exact=x');
    expect(issues).toEqual([]);
    expect(request.conditions.map(({ parameter, modifier, values }) => [parameter.name, modifier, values])).toEqual([
      [
        'code',
        undefined,
        [
          { prefix: 'eq', text: 'a' },
          { prefix: 'eq', text: 'b' },
        ],
      ],
      ['date', undefined, [{ prefix: 'lt', text: '2024' }]],
      ['value-quantity', undefined, [{ prefix: 'eq', text: '5.4||mg' }]],
      ['name', 'exact', [{ prefix: 'eq', text: 'x' }]],
    ]);
  });

  it('reads chains and typed references', () => {
    const { request } = parse('subject.name=wang&subject:Patient=7');
    expect(request.conditions[0]?.chained).toMatchObject({
      type: 'Patient',
      condition: { parameter: { name: 'name' } },
    });
    expect(request.conditions[1]?.values[0]?.text).toBe('Patient/7');
  });

  it('reads controls', () => {
    const { request } = parse(
      '_count=5&_sort=-date,code&_include=Observation:subject&_revinclude=Provenance:target&_total=accurate&_summary=count&_elements=id,code',
    );
    expect(request).toMatchObject({
      count: 5,
      sort: [
        { name: 'date', descending: true },
        { name: 'code', descending: false },
      ],
      include: [{ source: 'Observation', parameter: 'subject' }],
      revinclude: [{ source: 'Provenance', parameter: 'target' }],
      total: 'accurate',
      summary: 'count',
      elements: ['id', 'code'],
    });
  });

  it.each([
    'foo=1',
    'code:contains=1',
    'name:missing=maybe',
    'subject.code=1',
    'date.name=1',
    'code=',
    '_count=-1',
    '_sort=foo',
    '_total=all',
    '_include=subject',
    '_include:iterate=Observation:subject',
    'subject:Group.name=x',
  ])('refuses %s, or ignores it with a warning', (query) => {
    expect(parse(query).issues.map((issue) => issue.severity)).toEqual(['error']);
    expect(parse(query, 'lenient').issues.map((issue) => issue.severity)).toEqual(['warning']);
  });
});
