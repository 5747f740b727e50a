// Checks that each way of breaking "one village, one team" is found and that substitution ends with someone present.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverageFaults, overlaps, standIn, type TeamVillages } from './team-coverage.ts';

const owns = (...villages: string[]) => villages.map((villageId) => ({ villageId, responsibleStaffId: 'gp' }));
const team = (teamId: string, ...villages: string[]): TeamVillages => ({
  teamId,
  memberIds: ['gp'],
  villages: owns(...villages),
});

describe('coverage', () => {
  it('is whole when each village has one team', () => {
    expect(coverageFaults(['a', 'b', 'c', 'd', 'e'], [team('1', 'a', 'b'), team('2', 'c', 'd', 'e')])).toEqual([]);
  });

  it('names what is wrong', () => {
    const stranger = { ...team('3', 'd', 'e'), memberIds: ['other'] };
    expect(coverageFaults(['a', 'b', 'c', 'd', 'e'], [team('1', 'a', 'b'), team('2', 'b'), stranger])).toEqual([
      { kind: 'two-teams', villageId: 'b', teamIds: ['1', '2'] },
      { kind: 'uncovered', villageId: 'c' },
      { kind: 'village-count', teamId: '2', villages: 1 },
      { kind: 'stranger-responsible', villageId: 'd', teamId: '3' },
      { kind: 'stranger-responsible', villageId: 'e', teamId: '3' },
    ]);
  });

  it('finds every village that is taken out of a whole plan', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 2, max: 3 }), { minLength: 1, maxLength: 20 }),
        fc.nat(),
        (sizes, pick) => {
          let next = 0;
          const teams = sizes.map((size, index) =>
            team(`t${index}`, ...Array.from({ length: size }, () => `v${next++}`)),
          );
          const villages = Array.from({ length: next }, (_, index) => `v${index}`);
          expect(coverageFaults(villages, teams)).toEqual([]);
          const lost = `v${pick % next}`;
          const torn = teams.map((one) => ({ ...one, villages: one.villages.filter((v) => v.villageId !== lost) }));
          expect(coverageFaults(villages, torn)).toContainEqual({ kind: 'uncovered', villageId: lost });
        },
      ),
      { seed: 20261122, numRuns: 200 },
    );
  });
});

describe('substitution', () => {
  const away = (staffId: string, substituteId: string) => ({
    staffId,
    substituteId,
    fromOn: '2026-11-01',
    toOn: '2026-11-30',
  });

  it('follows a chain to someone present, and never runs in a circle', () => {
    expect(standIn('a', '2026-11-22', [away('a', 'b'), away('b', 'c')])).toBe('c');
    expect(standIn('a', '2026-12-01', [away('a', 'b')])).toBe('a');
    expect(standIn('a', '2026-11-22', [away('a', 'b'), away('b', 'a')])).toBeUndefined();
  });

  it('counts both last days', () => {
    const november = { fromOn: '2026-11-01', toOn: '2026-11-30' };
    expect(overlaps(november, { fromOn: '2026-11-30', toOn: '2026-12-02' })).toBe(true);
    expect(overlaps(november, { fromOn: '2026-12-01', toOn: '2026-12-02' })).toBe(false);
  });
});
