// Checks the demo county's fixed facts and that the same seed makes the same county.
import { describe, expect, it } from 'vitest';
import { isInside } from '#foundation/geo/rules/town-areas.ts';
import { areaSquareMetres } from '#foundation/geo/rules/town-areas.ts';
import { isCreditCode } from '#foundation/registry/rules/credit-code.ts';
import { coverageFaults } from '#foundation/registry/rules/team-coverage.ts';
import { facts } from './margins.ts';
import { demoStructure } from './structure.ts';

const now = new Date('2026-11-22T00:00:00Z');
const demo = demoStructure(1, now);
const { territory, institutions, staffing } = demo.linan;
const villages = territory.towns.flatMap((town) => town.villages);

describe('the demo county', () => {
  it('has the published divisions', () => {
    expect(territory.towns).toHaveLength(facts.townships);
    expect(villages.filter((village) => !village.community)).toHaveLength(facts.villages);
    expect(villages.filter((village) => village.community)).toHaveLength(facts.communities);
    expect(villages.filter((village) => !village.community && !village.hasOwnDoctor)).toHaveLength(
      facts.villagesWithoutDoctor,
    );
  });

  it('has 151 teams that split all 319 villages', () => {
    const sizes = staffing.teams.map((team) => team.villages.length);
    expect(sizes.filter((size) => size === 2)).toHaveLength(facts.teams.owningTwo);
    expect(sizes.filter((size) => size === 3)).toHaveLength(facts.teams.owningThree);
    expect(sizes).toHaveLength(151);
    const everywhere = demo.load.divisions.filter((one) => one.kind === 'village').map((one) => one.unitId);
    const teams = demo.load.teams.map((team) => ({ ...team, memberIds: team.members.map((member) => member.staffId) }));
    expect(coverageFaults(everywhere, teams)).toEqual([]);
    for (const team of staffing.teams)
      expect(team.members.map((member) => member.role)).toEqual(['specialist', 'gp', 'village-doctor']);
  });

  it('has the published institutions and vehicles', () => {
    expect(institutions.hospitals).toHaveLength(facts.leadHospitals);
    expect(institutions.centres).toHaveLength(facts.healthCentres);
    expect(institutions.stations).toHaveLength(facts.emergencyStations);
    expect(institutions.emergencyCentre).toBeDefined();
    expect(new Set(institutions.centres.map((centre) => centre.town.name)).size).toBe(facts.townships);
    const count = (kind: string) => demo.vehicles.filter((vehicle) => vehicle.kind === kind).length;
    expect([count('comprehensive'), count('follow-up'), count('computed-tomography')]).toEqual([5, 20, 1]);
    const trucks = demo.vehicles.filter((vehicle) => !vehicle.emergencyUnit);
    expect(trucks.map((vehicle) => vehicle.kind)).toEqual(['computed-tomography']);
    const follow = demo.vehicles
      .filter((vehicle) => vehicle.kind === 'follow-up')
      .map((vehicle) => vehicle.organisationId);
    expect(new Set(follow)).toEqual(new Set(institutions.centres.map((centre) => centre.organisationId)));
    for (const one of demo.load.organisations) expect(isCreditCode(one.creditCode!)).toBe(true);
  });

  it('keeps villages inside their town areas and the areas inside the outline', () => {
    for (const town of territory.towns) {
      expect(isInside(town.area, town.seat), town.name).toBe(true);
      for (const village of town.villages) expect(isInside(town.area, village.at), village.name).toBe(true);
    }
    const outline = territory.areas[0]!.polygons.map((polygon) => polygon[0]!);
    const whole = areaSquareMetres(outline);
    expect(whole / 1e6).toBeGreaterThan(3_000);
    expect(whole / 1e6).toBeLessThan(3_200);
    const parts = territory.towns.reduce((sum, town) => sum + areaSquareMetres(town.area), 0);
    expect(Math.abs(parts / whole - 1)).toBeLessThan(0.01);
  });

  it('is the same for the same seed and another for another', () => {
    expect(JSON.stringify(demoStructure(1, now).load)).toBe(JSON.stringify(demo.load));
    expect(JSON.stringify(demoStructure(2, now).load)).not.toBe(JSON.stringify(demo.load));
  });

  it('has the eight villages of the second county', () => {
    const names = demo.xinchang.territory.towns.flatMap((town) => town.villages.map((village) => village.name));
    expect(names).toEqual(['梅渚村', '梅屏村', '棠村', '雅庄村', '镜岭村', '下岩贝村', '金山村', '后岱山村']);
  });
});
