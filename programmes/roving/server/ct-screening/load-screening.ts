// Fills the CT screening of a generated county: a stop in the coming days and one that was, with people in every stage.
import { dayOf, yearsOn } from '#platform/contract.ts';
import { simulatedTag } from '#foundation/record/rules/person-facts.ts';
import { currentConsent } from '../../rules/ct-screening/consent-text.ts';
import { monthsLater } from '../../rules/ct-screening/follow-up.ts';
import { factResources, type LungFacts } from '../../rules/ct-screening/lung-facts.ts';
import { reportResources, type CtReport } from '../../rules/ct-screening/report.ts';
import { addDays } from '../../rules/month.ts';
import { isWorkingDay, type CalendarDay } from '../../rules/work-calendar.ts';
import type { Parts } from '../parts.ts';
import { listTomographyStops, saveTomographyYear, tomographyVersion } from '../store/tomography.ts';
import { gatherMonth } from '../use-cases/gather-month.ts';
import { openToTruck } from './answer.ts';
import { decide } from './evaluate.ts';
import { hashOf } from './consent.ts';
import { insertCases } from './store/case.ts';
import { insertConsent } from './store/consent.ts';
import { insertReport } from './store/report.ts';
import { changeScreening, lockScreening, saveDecisions } from './store/screening.ts';
import { nextAccession, takeSlot } from './store/slot.ts';
import { midnight, readingHouse, ruleOf, ruleText, stopsOfYear, type Stops } from './stops.ts';

export interface ScreeningLoad {
  /** The truck comes here in some days. */
  comingVillageIds: readonly string[];
  /** It was here some weeks ago. */
  pastVillageIds: readonly string[];
  /** Whose facts are known, but whom nobody has judged or asked yet. */
  untouchedPersonIds: readonly string[];
}

const daysAhead = 4;
const daysBack = 21;
/** People of each of the two stops. */
const most = 60;
const invitedBy = '演示医生';

const heavySmoker: LungFacts = {
  smoking: 'current',
  packYears: 35,
  passiveYears: 10,
  copd: false,
  exposureYears: 0,
  relative: false,
};
const noRisk: LungFacts = {
  smoking: 'never',
  packYears: 0,
  passiveYears: 2,
  copd: false,
  exposureYears: 0,
  relative: false,
};
const longWithSmoker: LungFacts = { ...noRisk, passiveYears: 30 };

const coming = ['eligible', 'booked', 'to-ask', 'invited', 'booked', 'call', 'not-eligible', 'declined', 'accepted'];
const past = ['follow-up', 'scanned', 'negative', 'overdue', 'not-done', 'scanned'];

export async function loadScreening(parts: Parts, countyId: string, load: ScreeningLoad, now: Date): Promise<void> {
  const today = dayOf(now);
  const { facts } = await gatherMonth(parts, parts.kernel.db, countyId, today.slice(0, 7));
  const comingOn = workingDay(addDays(today, daysAhead), 1, facts.calendar);
  const pastOn = workingDay(addDays(today, -daysBack), -1, facts.calendar);
  const year = Number(comingOn.slice(0, 4));
  // Early in January the truck has not been anywhere yet.
  const was = pastOn.startsWith(String(year)) ? load.pastVillageIds : [];
  await setDays(parts, countyId, year, new Map([...load.comingVillageIds.map((id) => [id, comingOn] as const), ...was.map((id) => [id, pastOn] as const)])); // prettier-ignore
  const stops = await stopsOfYear(parts, countyId, year);
  const resources: object[] = load.untouchedPersonIds.flatMap((personId) =>
    factsOf(parts, personId, longWithSmoker, now),
  );
  const groups = [
    { villageIds: load.comingVillageIds, stages: coming },
    { villageIds: was, stages: past },
  ];
  const people: { personId: string; villageId: string; stage: string }[] = [];
  for (const { villageIds, stages } of groups)
    for (const [index, one] of (
      await candidates(
        parts,
        villageIds.filter((id) => stops.has(id)),
        load.untouchedPersonIds,
        today,
      )
    ).entries())
      people.push({ ...one, stage: stages[index % stages.length]! });
  for (const { personId, stage } of people)
    if (stage !== 'to-ask')
      resources.push(...factsOf(parts, personId, stage === 'not-eligible' ? noRisk : heavySmoker, now));
  await parts.record.bulkLoad(resources.map(tagged));
  const rule = ruleText(ruleOf(parts, now)!);
  const house = await readingHouse(parts, parts.kernel.db);
  const reports: object[] = [];
  await parts.kernel.db.tx(async (q) => {
    const { decided } = await decide(
      parts,
      q,
      people.map(({ personId }) => personId),
      now,
    );
    const villageOf = new Map(people.map(({ personId, villageId }) => [personId, villageId]));
    await saveDecisions(
      q,
      { countyId, year, rule, at: now, simulated: true },
      decided.map((one) => ({ ...one, villageId: villageOf.get(one.personId)! })),
    );
    for (const { personId, stage } of people) {
      const made = await advance(parts, q, { personId, year, stage, stops, house, now });
      reports.push(...made);
    }
  });
  await parts.record.bulkLoad(reports.map(tagged));
}

const tagged = (resource: object) => ({ ...resource, meta: { tag: [simulatedTag] } });
const factsOf = (parts: Parts, personId: string, facts: LungFacts, now: Date) =>
  factResources(facts, { personId, at: new Date(now.getTime() - 30 * 86_400_000), newId: parts.kernel.newId });

function workingDay(from: string, step: 1 | -1, calendar: readonly CalendarDay[]): string {
  let on = from;
  while (!isWorkingDay(on, calendar)) on = addDays(on, step);
  return on;
}

async function setDays(
  { kernel }: Parts,
  countyId: string,
  year: number,
  days: ReadonlyMap<string, string>,
): Promise<void> {
  const stops = await listTomographyStops(kernel.db, countyId, { year });
  const version = await tomographyVersion(kernel.db, countyId, year);
  const moved = stops.map((stop) => ({ ...stop, on: days.get(stop.villageId) ?? stop.on }));
  await kernel.db.tx((q) => saveTomographyYear(q, countyId, year, moved, version + 1));
}

async function candidates(
  { kernel, registry }: Parts,
  villageIds: readonly string[],
  without: readonly string[],
  today: string,
): Promise<{ personId: string; villageId: string }[]> {
  const living = await registry.livingIn(kernel.db, villageIds, undefined, 5000);
  const persons = await registry.persons(
    kernel.db,
    living.map(({ personId }) => personId),
  );
  return persons
    .filter(({ personId, birthOn }) => {
      const years = birthOn === undefined ? 0 : yearsOn(birthOn, today);
      return years >= 50 && years < 75 && !without.includes(personId);
    })
    .toSorted((a, b) => a.personId.localeCompare(b.personId))
    .slice(0, most)
    .map(({ personId, villageId }) => ({ personId, villageId: villageId! }));
}

type Tx = Parameters<Parameters<Parts['kernel']['db']['tx']>[0]>[0];

/** Takes somebody to their stage; gives what of it stands in the record. */
async function advance(
  parts: Parts,
  q: Tx,
  of: { personId: string; year: number; stage: string; stops: Stops; house: string | undefined; now: Date },
): Promise<object[]> {
  const { kernel } = parts;
  const { personId, year, stage, now } = of;
  let row = await lockScreening(q, personId, year);
  if (!row || ['eligible', 'to-ask', 'not-eligible'].includes(stage)) return [];
  const stop = of.stops.get(row.villageId)!;
  const invitedAt = new Date(Math.min(now.getTime(), midnight(stop.on).getTime()) - 7 * 86_400_000);
  row = await changeScreening(q, row, { invitedAt, invitedBy: 'rule', invitedName: invitedBy });
  if (stage === 'invited') return [];
  if (stage === 'call' || stage === 'declined' || stage === 'accepted') {
    await changeScreening(q, row, { answer: stage, answeredAs: 'self' });
    return [];
  }
  for (const minute of stop.minutes)
    if (await takeSlot(q, { villageId: row.villageId, year, minute }, personId)) {
      row = await changeScreening(q, row, { slotMinute: minute, toldOn: stop.on });
      break;
    }
  row = await changeScreening(q, row, { answer: 'accepted', answeredAs: 'self' });
  await openToTruck(parts, q, personId, stop.on, invitedAt);
  if (stage === 'booked' && row.slotMinute! % 20 === 0) return [];
  await insertConsent(q, kernel.cipher, {
    personId,
    consentId: kernel.newId(),
    screeningId: row.screeningId,
    version: currentConsent.version,
    hash: hashOf(currentConsent),
    as: 'self',
    givenAt: invitedAt,
    name: '演示签名',
    givenBy: personId,
  });
  if (stage === 'booked') return [];
  const scanAt = new Date(midnight(stop.on).getTime() + (row.slotMinute ?? 540) * 60_000);
  if (stage === 'not-done') {
    await changeScreening(q, row, { scan: 'not-done', scanAt, scanReason: '当天没有来' });
    return [];
  }
  const number = await nextAccession(q, stop.on);
  const accession = `CT${stop.on.replaceAll('-', '')}${String(number).padStart(4, '0')}`;
  row = await changeScreening(q, row, { arrivedAt: scanAt, accession, scan: 'done', scanAt });
  if (of.house)
    await kernel.access.relate(q, [
      { personId, party: of.house, kind: 'institution', from: scanAt, source: 'roving.ct-screening' },
    ]);
  return stage === 'scanned' ? [] : report(parts, q, row, stage, scanAt);
}

async function report(
  { kernel, registry }: Parts,
  q: Tx,
  row: NonNullable<Awaited<ReturnType<typeof lockScreening>>>,
  stage: string,
  scanAt: Date,
): Promise<object[]> {
  const negative = stage === 'negative';
  const content: CtReport = negative
    ? {
        findings: '双肺未见明显结节。',
        nodules: [],
        otherFindings: [],
        category: 'negative',
        conclusion: '未见需随访。',
      }
    : {
        findings: '右肺上叶见一实性结节。',
        nodules: [{ side: 'right', lobe: 'upper', type: 'solid', meanDiameterMillimetres: 6.5, followUpMonths: 6 }],
        otherFindings: [],
        category: 'follow-up',
        conclusion: '右肺上叶实性结节，建议 6 个月后复查。',
      };
  const signedAt = new Date(scanAt.getTime() + 86_400_000);
  const reportId = kernel.newId();
  const { personId, screeningId } = row;
  await insertReport(q, { personId, reportId, screeningId, content, signedName: '演示阅片医师', signedAt }, personId);
  await changeScreening(q, row, { readAt: signedAt, positive: !negative });
  if (!negative) {
    const openedOn = dayOf(signedAt);
    const team = (await registry.teams(q, openedOn)).find((one) =>
      one.villages.some(({ villageId }) => villageId === row.villageId),
    );
    await insertCases(q, [
      {
        personId,
        caseId: kernel.newId(),
        screeningId,
        countyId: row.countyId,
        villageId: row.villageId,
        year: row.year,
        finding: { nodule: content.nodules[0]! },
        openedOn,
        // One that was due already, so that the clock can be seen.
        dueOn: stage === 'overdue' ? addDays(openedOn, 14) : monthsLater(openedOn, 6),
        teamId: team?.teamId ?? null,
        doctorName: team?.members.find(({ role }) => role === 'gp')?.name ?? '',
        simulated: true,
      },
    ]);
  }
  return reportResources(content, {
    reportId,
    personId,
    accession: row.accession!,
    scannedAt: scanAt.toISOString(),
    signedAt: signedAt.toISOString(),
    noduleIds: content.nodules.map(() => kernel.newId()),
  });
}
