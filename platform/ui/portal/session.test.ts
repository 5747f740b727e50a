// The door remembers where the reader was, within the same portal only.
import { expect, it } from 'vitest';
import { doorAddress } from './session.ts';

it.each([
  ['/clinic/people/1?kind=visit', '/?portal=clinic&back=%2Fclinic%2Fpeople%2F1%3Fkind%3Dvisit'],
  ['/clinic?text=chen', '/?portal=clinic&back=%2Fclinic%2F%3Ftext%3Dchen'],
  ['/bureau/audit', '/?portal=clinic'],
  ['', '/?portal=clinic'],
])('%s', (back, address) => expect(doorAddress('clinic', back)).toBe(address));
