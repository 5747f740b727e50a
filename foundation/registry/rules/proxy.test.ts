// Checks who is refused as a proxy.
import { expect, it } from 'vitest';
import { proxyFault, type ProxyRequest } from './proxy.ts';

const good: ProxyRequest = {
  personId: 'mother',
  toOn: '2027-11-22',
  proxyPerson: { personId: 'daughter', status: 'active', birthOn: '1980-02-29' },
  today: '2026-11-22',
};

it('takes an adult for a limited time', () => {
  expect(proxyFault(good)).toBeUndefined();
  expect(proxyFault({ ...good, toOn: '2031-11-22' })).toBeUndefined();
});

it.each<[Partial<ProxyRequest>, string]>([
  [{ personId: 'daughter' }, 'proxyPersonId registry.proxy-is-the-person'],
  [{ proxyPerson: { ...good.proxyPerson, status: 'deceased' } }, 'proxyPersonId registry.proxy-deceased'],
  [{ proxyPerson: { ...good.proxyPerson, birthOn: '2008-11-23' } }, 'proxyPersonId registry.proxy-under-age'],
  [{ proxyPerson: { personId: 'x', status: 'active' } }, 'proxyPersonId registry.proxy-under-age'],
  [{ toOn: '2026-11-21' }, 'toOn registry.proxy-ends-before-it-begins'],
  [{ toOn: '2031-11-23' }, 'toOn registry.proxy-too-long'],
])('refuses %o', (change, expected) => {
  const fault = proxyFault({ ...good, ...change });
  expect(`${fault?.path} ${fault?.code}`).toBe(expected);
});
