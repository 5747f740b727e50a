// The point form keeps positions in WGS-84 and never sends a shortened keeper back.
import { expect, it } from 'vitest';
import { emptyPoint, pointBody, pointDraft } from './point-draft.ts';

const filled = { ...emptyPoint, name: '光明村巡诊点', villageId: '01980000-0000-7000-8000-000000000001' };

it('turns map positions into WGS-84', () => {
  const read = (position: string, datum: 'WGS-84' | 'GCJ-02') => {
    const body = pointBody({ ...filled, position, datum }, false);
    return body.ok ? body.body.position : body.faults;
  };
  expect(read('119.724, 30.233', 'WGS-84')).toEqual({ lon: 119.724, lat: 30.233, datum: 'WGS-84' });
  const shifted = read('119.72889, 30.23052', 'GCJ-02') as { lon: number; lat: number };
  expect(Math.abs(shifted.lon - 119.724)).toBeLessThan(1e-4);
  expect(read('30.233, 119.724', 'WGS-84')).toEqual(['position']);
  expect(read('', 'WGS-84')).toBeNull();
});

it('leaves a shortened keeper alone unless somebody types', () => {
  const detail = {
    ...filled,
    servicePointId: 'x',
    villageName: '光明村',
    townshipName: '於潜镇',
    hasNetwork: true,
    lacks: [],
    keeperName: '王*明',
    masked: true,
    hasPhoto: false,
    simulated: true,
    version: 3,
  };
  const draft = pointDraft({ ...detail, position: undefined, closedOn: undefined } as never);
  expect(pointBody(draft, true)).toMatchObject({ ok: true });
  const sent = pointBody(draft, true);
  expect(sent.ok && 'keeperName' in sent.body).toBe(false);
  const typed = pointBody({ ...draft, keeperName: '王小明' }, true);
  expect(typed.ok && typed.body.keeperName).toBe('王小明');
});

it('names what is missing', () => {
  expect(pointBody(emptyPoint, false)).toEqual({ ok: false, faults: ['name', 'villageId'] });
});
