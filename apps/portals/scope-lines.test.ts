// Scopes are told together by type, in both spellings, and every plain name exists.
import { expect, it } from 'vitest';
import chinese from './messages/zh-CN.json' with { type: 'json' };
import { namedTypes, openedBy } from './scope-lines.ts';

it('joins what several scopes open', () => {
  expect([...openedBy(['openid', 'patient/Observation.rs', 'patient/Observation.c', 'patient/*.write'])]).toEqual([
    ['Observation', ['see', 'add']],
    ['*', ['add', 'change', 'delete']],
  ]);
});

it('has a plain name for each type that it promises one for', () => {
  for (const type of namedTypes) expect(chinese).toHaveProperty([`portal.scope.type.${type}`]);
});
