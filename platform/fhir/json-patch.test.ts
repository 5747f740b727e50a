// JSON Patch: the examples of RFC 6902 appendix A that fit an object, what is refused, and that a refusal changes nothing.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyJsonPatch } from './json-patch.ts';

const patched = (resource: object, ...patch: object[]) => {
  const done = applyJsonPatch(resource, patch);
  return done.ok ? done.resource : done;
};

describe('JSON Patch', () => {
  it.each([
    ['A.1', { foo: 'bar' }, [{ op: 'add', path: '/baz', value: 'qux' }], { baz: 'qux', foo: 'bar' }],
    ['A.2', { foo: ['bar', 'baz'] }, [{ op: 'add', path: '/foo/1', value: 'qux' }], { foo: ['bar', 'qux', 'baz'] }],
    ['A.3', { baz: 'qux', foo: 'bar' }, [{ op: 'remove', path: '/baz' }], { foo: 'bar' }],
    ['A.4', { foo: ['bar', 'qux', 'baz'] }, [{ op: 'remove', path: '/foo/1' }], { foo: ['bar', 'baz'] }],
    ['A.5', { baz: 'qux', foo: 'bar' }, [{ op: 'replace', path: '/baz', value: 'boo' }], { baz: 'boo', foo: 'bar' }],
    [
      'A.6',
      { foo: { bar: 'baz', waldo: 'fred' }, qux: { corge: 'grault' } },
      [{ op: 'move', from: '/foo/waldo', path: '/qux/thud' }],
      { foo: { bar: 'baz' }, qux: { corge: 'grault', thud: 'fred' } },
    ],
    ['A.7', { foo: ['all', 'cows'] }, [{ op: 'move', from: '/foo/1', path: '/foo/0' }], { foo: ['cows', 'all'] }],
    ['A.8', { baz: 'qux', foo: ['a', 2] }, [{ op: 'test', path: '/foo/1', value: 2 }], { baz: 'qux', foo: ['a', 2] }],
    ['A.10', { foo: 'bar' }, [{ op: 'add', path: '/child', value: { a: {} } }], { foo: 'bar', child: { a: {} } }],
    ['A.11', { foo: 'bar' }, [{ op: 'add', path: '/baz', value: 1, xyz: 123 }], { foo: 'bar', baz: 1 }],
    ['A.14', { '/': 9, '~1': 10 }, [{ op: 'test', path: '/~01', value: 10 }], { '/': 9, '~1': 10 }],
    ['A.16', { foo: ['bar'] }, [{ op: 'add', path: '/foo/-', value: ['abc'] }], { foo: ['bar', ['abc']] }],
  ])('does example %s', (_name, resource, patch, result) => {
    expect(patched(resource, ...patch)).toEqual(result);
  });

  it('says at which step it does not fit, and leaves the resource as it was', () => {
    const resource = { status: 'final', note: [{ text: 'a' }] };
    const before = structuredClone(resource);
    expect(
      patched(resource, { op: 'remove', path: '/note/0' }, { op: 'test', path: '/status', value: 'x' }),
    ).toMatchObject({ ok: false, step: 1, malformed: false });
    expect(patched(resource, { op: 'remove', path: '/nothing' })).toMatchObject({ malformed: false, step: 0 });
    expect(patched(resource, { op: 'add', path: '/a/b', value: 1 })).toMatchObject({ malformed: false });
    expect(resource).toEqual(before);
  });

  it.each([
    [{ op: 'merge', path: '/a' }],
    [{ op: 'add', path: 'a', value: 1 }],
    [{ op: 'add', path: '/a' }],
    [{ op: 'add', path: '/__proto__/polluted', value: 1 }],
    [{ op: 'add', path: '/constructor/prototype/polluted', value: 1 }],
    [{ op: 'replace', path: '', value: {} }],
    [{ op: 'move', from: '/a', path: '/a/b' }],
    [7],
  ])('refuses %j', (step) => {
    expect(applyJsonPatch({ a: {} }, [step])).toMatchObject({ ok: false, malformed: true });
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('refuses what grows without measure', () => {
    const doubling = Array.from({ length: 40 }, (_, at) => ({ op: 'copy', from: '/a', path: `/a/c${at}` }));
    expect(applyJsonPatch({ a: { text: 'x'.repeat(1000) } }, doubling)).toMatchObject({ ok: false, malformed: true });
    expect(applyJsonPatch({}, { op: 'add' })).toMatchObject({ ok: false, malformed: true });
  });

  it('never throws', () => {
    const pointer = fc.oneof(fc.constantFrom('/a', '/a/0', '/b/c', '/-', ''), fc.string());
    const step = fc.record(
      {
        op: fc.constantFrom('add', 'remove', 'replace', 'move', 'copy', 'test', 'x'),
        path: pointer,
        from: pointer,
        value: fc.jsonValue(),
      },
      { requiredKeys: ['op', 'path'] },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 5 }), (patch) => {
        applyJsonPatch({ a: [1, { b: 2 }], b: { c: 'x' } }, patch);
      }),
      { numRuns: 300, seed: 20_261_125 },
    );
  });
});
