// Every scope that the form offers is one that the server takes for that kind of app, and has its words.
import { expect, it } from 'vitest';
import { appKinds } from '#platform/apps-contract.ts';
import { isKnownScope, parseResourceScope } from '#platform/fhir/smart-scopes.ts';
import portal from '../../messages/zh-CN.json' with { type: 'json' };
import chinese from '../messages/zh-CN.json' with { type: 'json' };
import { firstScopes, usualScopes } from './usual-scopes.ts';

const levels = { 'patient-app': 'patient', 'staff-app': 'user', backend: 'system' };

it.each(appKinds)('offers for %s what the server takes', (kind) => {
  const offered = usualScopes(kind);
  for (const { scope, type, verb } of offered) {
    expect(isKnownScope(scope), scope).toBe(true);
    expect(parseResourceScope(scope)?.level ?? levels[kind]).toBe(levels[kind]);
    if (verb === undefined) expect(chinese).toHaveProperty([`bureau.app.scope.${type}`]);
    else if (type !== '*') expect(portal).toHaveProperty([`portal.scope.type.${type}`]);
  }
  expect(offered.map(({ scope }) => scope)).toEqual(expect.arrayContaining(firstScopes(kind)));
});
