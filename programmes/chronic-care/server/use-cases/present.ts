// Rows as screens read them: which colour counts, why, and whether enrolment should be offered.
import type { Day } from '#platform/contract.ts';
import type { ColourChange, ColourInput, ColourReason, Registration } from '../../contract.ts';
import { colourPolicy, ruleOf, unknownRule } from '../../rules/colour-policy.ts';
import { factUnits } from '../../rules/policy-fields.ts';
import { colourThatCounts } from '../../rules/standing.ts';
import type { ChangeRow } from '../store/colour-change.ts';
import type { RegistrationRow } from '../store/registration.ts';
import { overrideOf } from './derive-colours.ts';

const tooLittle = { zh: '资料不足，需要医生查看', en: 'Too little is known: a doctor has to look' };

export function reasonOf(
  row: Pick<RegistrationRow, 'disease' | 'colour' | 'rule' | 'inputs'>,
): ColourReason | undefined {
  if (!row.colour || !row.rule) return undefined;
  const known = ruleOf(colourPolicy, row.disease, row.rule);
  return {
    colour: row.colour,
    rule: row.rule,
    text: known?.reason ?? (row.rule === unknownRule ? tooLittle : { zh: row.rule, en: row.rule }),
    inputs: Object.entries(row.inputs).flatMap(([key, value]): ColourInput[] => {
      if (value === undefined || typeof value === 'object') return [];
      const unit = factUnits[key];
      return [{ key, value, ...(unit && { unit }) }];
    }),
  };
}

export function presentRegistration(row: RegistrationRow, today: Day): Registration {
  const override = overrideOf(row);
  const holds = override !== undefined && override.untilOn >= today;
  const colour = colourThatCounts(row.colour, override, today);
  const reason = reasonOf(row);
  return {
    personId: row.personId,
    disease: row.disease,
    status: row.status,
    evidence: row.evidence,
    foundOn: row.foundOn,
    ...(row.enrolledOn && { enrolledOn: row.enrolledOn }),
    ...(colour && { colour }),
    ...(reason && { reason }),
    ...(row.policyVersion && { policyVersion: row.policyVersion }),
    ...(row.derivedAt && { derivedAt: row.derivedAt.toISOString() }),
    ...(row.changedAt && { changedAt: row.changedAt.toISOString() }),
    ...(holds && {
      override: {
        ...override,
        reason: row.overrideReason ?? '',
        byName: row.overrideByName ?? '',
        at: row.overrideAt!.toISOString(),
      },
    }),
    ...(row.lastContactOn && { lastContactOn: row.lastContactOn }),
    ...(row.nextDueOn && { nextDueOn: row.nextDueOn }),
    version: row.version,
  };
}

export function presentChange(row: ChangeRow): ColourChange {
  const reason = row.kind === 'rule' ? reasonOf(row) : undefined;
  return {
    changeId: row.changeId,
    disease: row.disease,
    at: row.at.toISOString(),
    kind: row.kind,
    ...(row.before && { before: row.before }),
    ...(row.colour && { colour: row.colour }),
    ...(reason && { reason }),
    ...(row.byName && { byName: row.byName }),
    ...(row.reason && { note: row.reason }),
  };
}
