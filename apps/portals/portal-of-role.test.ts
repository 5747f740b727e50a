// Every person who signs in finds a door, and a return address never leads away.
import { expect, it } from 'vitest';
import { placeAfterSignIn, portalOfRole, portalsOf } from './portal-of-role.ts';

it('gives each role of people a door', () => {
  expect(portalsOf([{ role: 'gp' }, { role: 'nurse' }, { role: 'auditor' }])).toEqual(['clinic', 'crew', 'bureau']);
  expect(portalOfRole('device')).toBeUndefined();
});
it.each([
  ['/clinic/people/1?kind=visit', '/clinic/people/1?kind=visit'],
  ['/bureau/', '/clinic/'],
  ['https://elsewhere.example/clinic/', '/clinic/'],
  ['//elsewhere.example', '/clinic/'],
  ['/clinic//elsewhere.example', '/clinic/'],
  ['/clinic/\\elsewhere', '/clinic/'],
  [null, '/clinic/'],
])('%s leads to %s', (back, place) => expect(placeAfterSignIn('clinic', back)).toBe(place));
