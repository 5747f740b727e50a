// The list of roles is the kernel's, and each role has a name on the screen and a door or a reason to have none.
/// <reference types="node" />
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { portalOfRole } from '../../portal-of-role.ts';
import { roleNames } from './role-names.ts';

const text = (path: string) => readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8');
// Read as text: pages never import the kernel, and neither do their tests.
const list = /export const roles = \[([^\]]*)\]/.exec(text('platform/kernel/access/roles.ts'))?.[1] ?? '';
const kernelRoles = [...list.matchAll(/'([a-z-]+)'/g)].map((match) => match[1]).toSorted();

it('offers the roles that the kernel knows', () => {
  expect(kernelRoles.length).toBeGreaterThan(10);
  expect([...roleNames].toSorted()).toEqual(kernelRoles);
});
it('names every role', () => {
  const words = JSON.parse(text('platform/ui/messages/zh-CN.json')) as Record<string, string>;
  for (const role of roleNames) expect(words[`ui.role.${role}`], role).toBeTruthy();
});
it('gives every role of a person a door', () => {
  expect(roleNames.filter((role) => portalOfRole(role) === undefined)).toEqual(['device']);
});
