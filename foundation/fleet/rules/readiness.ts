// Whether a vehicle is fit to go on a day: each requirement of its list met, warned of or missing, with the reason and what helps.
import type { Day, MessageParameters } from '#platform/contract.ts';
import type { VehicleKind } from '../contract.ts';
import { daysBetween } from './days-between.ts';
import type { ReadinessChecklist, Requirement } from '../checklist-contract.ts';
import type { CrewRole } from './crew-on.ts';

export interface ReadinessFacts {
  kind: VehicleKind;
  /** The newest of each item. */
  proofs: readonly { item: string; on: Day; passed: boolean }[];
  equipment: readonly {
    kind: string;
    name: string;
    inOrder: boolean;
    certificate?: { number: string; validUntilOn: Day };
  }[];
  /** The newest of each kind. */
  documents: readonly { kind: string; number: string; validUntilOn: Day }[];
  stock: readonly { name: string; batch: string; expiresOn: Day }[];
  crew: readonly { role: CrewRole; licenceClass?: string; licenceValidUntilOn?: Day }[];
  /** Spans in which it may not go; the last day is inclusive. */
  blocked: readonly { fromOn: Day; toOn: Day; reason: string }[];
}

export const findingReasons = [
  'fine',
  'not-proven-today',
  'test-failed',
  'equipment-absent',
  'equipment-out-of-order',
  'no-certificate',
  'certificate-expired',
  'expires-soon',
  'stock-empty',
  'stock-expired',
  'no-document',
  'document-expired',
  'nobody',
  'licence-class',
  'licence-expired',
  'out-of-service',
] as const;
export type FindingReason = (typeof findingReasons)[number];
/** What helps: it names the place where it is done. */
export type Remedy = 'test' | 'equipment' | 'certificate' | 'stock' | 'crew' | 'maintenance' | 'document';

export interface Finding {
  item: string;
  check: Requirement['check'];
  state: 'met' | 'warned' | 'missing';
  reason: FindingReason;
  parameters: MessageParameters;
  remedy: Remedy;
  how?: 'automatic' | 'manual';
}

type Judged = Pick<Finding, 'state' | 'reason' | 'remedy'> & { parameters?: MessageParameters };
const missing = (reason: FindingReason, remedy: Remedy, parameters: MessageParameters = {}): Judged => ({
  state: 'missing',
  reason,
  remedy,
  parameters,
});

/** A day counts as valid through its last: what is valid until today holds today. */
export function readiness(
  facts: ReadinessFacts,
  checklist: ReadinessChecklist,
  today: Day,
): { ready: boolean; findings: Finding[] } {
  const findings = (checklist.kinds[facts.kind] ?? []).map((requirement): Finding => {
    const { parameters = {}, ...judged } = judge(requirement, facts, checklist, today);
    return {
      item: requirement.item,
      check: requirement.check,
      ...judged,
      parameters,
      ...(requirement.check === 'proof' && { how: requirement.how }),
    };
  });
  return { ready: findings.every((one) => one.state !== 'missing'), findings };
}

function judge(requirement: Requirement, facts: ReadinessFacts, checklist: ReadinessChecklist, today: Day): Judged {
  switch (requirement.check) {
    case 'proof':
      return judgeProof(requirement.item, facts, today);
    case 'equipment':
      return judgeEquipment(requirement, facts, checklist, today);
    case 'document': {
      const document = facts.documents.find((one) => one.kind === requirement.item);
      if (!document) return missing('no-document', 'document');
      return judgeValidity(document, 'document-expired', 'document', checklist, today);
    }
    case 'stock':
      return judgeStock(facts, checklist, today);
    case 'crew':
      return judgeCrew(requirement, facts, checklist, today);
    case 'availability': {
      const span = facts.blocked.find((one) => one.fromOn <= today && today <= one.toOn);
      return span
        ? missing('out-of-service', 'maintenance', { until: span.toOn, why: span.reason })
        : { state: 'met', reason: 'fine', remedy: 'maintenance' };
    }
  }
}

function judgeProof(item: string, { proofs }: ReadinessFacts, today: Day): Judged {
  const proof = proofs.find((one) => one.item === item);
  if (proof?.on !== today) return missing('not-proven-today', 'test');
  return proof.passed ? { state: 'met', reason: 'fine', remedy: 'test' } : missing('test-failed', 'test');
}

/** One that is in order and calibrated is enough. */
function judgeEquipment(
  { item, calibrated }: Extract<Requirement, { check: 'equipment' }>,
  { equipment }: ReadinessFacts,
  checklist: ReadinessChecklist,
  today: Day,
): Judged {
  const judged = equipment
    .filter((one) => one.kind === item)
    .map(({ name, inOrder, certificate }): Judged => {
      if (!inOrder) return missing('equipment-out-of-order', 'equipment', { name });
      if (!calibrated) return { state: 'met', reason: 'fine', remedy: 'equipment' };
      if (!certificate) return missing('no-certificate', 'certificate', { name });
      return judgeValidity(certificate, 'certificate-expired', 'certificate', checklist, today, name);
    });
  const order = ['met', 'warned', 'missing'] as const;
  return (
    order.flatMap((state) => judged.filter((one) => one.state === state))[0] ?? missing('equipment-absent', 'equipment')
  );
}

function judgeStock({ stock }: ReadinessFacts, { nearExpiryDays }: ReadinessChecklist, today: Day): Judged {
  if (stock.length === 0) return missing('stock-empty', 'stock');
  const [first] = stock.toSorted((a, b) => (a.expiresOn < b.expiresOn ? -1 : 1));
  const { name, batch, expiresOn: on } = first!;
  if (on < today) return missing('stock-expired', 'stock', { name, batch, on });
  return daysBetween(today, on) <= nearExpiryDays
    ? { state: 'warned', reason: 'expires-soon', remedy: 'stock', parameters: { name, batch, on } }
    : { state: 'met', reason: 'fine', remedy: 'stock', parameters: { count: stock.length } };
}

function judgeCrew(
  { role, licenceClasses }: Extract<Requirement, { check: 'crew' }>,
  { crew }: ReadinessFacts,
  checklist: ReadinessChecklist,
  today: Day,
): Judged {
  const member = crew.find((one) => one.role === role);
  if (!member) return missing('nobody', 'crew');
  if (!licenceClasses) return { state: 'met', reason: 'fine', remedy: 'crew' };
  const { licenceClass: number = '', licenceValidUntilOn } = member;
  if (!licenceClasses.includes(number)) return missing('licence-class', 'crew', { needed: licenceClasses.join(' ') });
  if (!licenceValidUntilOn) return missing('licence-expired', 'crew', { on: '' });
  return judgeValidity({ number, validUntilOn: licenceValidUntilOn }, 'licence-expired', 'crew', checklist, today);
}

function judgeValidity(
  { number, validUntilOn: on }: { number: string; validUntilOn: Day },
  expired: FindingReason,
  remedy: Remedy,
  { dueSoonDays }: ReadinessChecklist,
  today: Day,
  name = '',
): Judged {
  const parameters = { number, on, name };
  if (on < today) return missing(expired, remedy, parameters);
  return daysBetween(today, on) <= dueSoonDays
    ? { state: 'warned', reason: 'expires-soon', remedy, parameters }
    : { state: 'met', reason: 'fine', remedy, parameters };
}
