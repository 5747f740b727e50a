// Steps of the five services as FHIR: a procedure with what was written, and the plan of care.
import type { Fields, Values } from '#foundation/orders/rules/fields.ts';
import type { OrderKind } from '#foundation/orders/rules/order-kind.ts';
import { simulatedTag } from '#foundation/record/rules/person-facts.ts';
import type { Resource } from '#foundation/record/rules/visit-resources.ts';

interface Frame {
  orderId: string;
  personId: string;
  organisationId: string;
  byName: string;
  at: string;
  simulated: boolean;
}
const kindCodes = 'urn:tianmu:fhir:order-kind';
const meta = ({ simulated }: Frame) => (simulated ? { meta: { tag: [simulatedTag] } } : {});

/** What was filled in, a line a field, in the words of the form. */
export function wordsOf(form: Fields, given: Values): string {
  return Object.entries(form)
    .flatMap(([name, field]): string[] => {
      const value = given[name];
      if (value === undefined || value === null || value === '') return [];
      if (field.type === 'id' || field.type === 'data' || field.type === 'organisation') return [];
      if (field.type === 'yes-no') return [`${field.label.zh}：${value === true ? '是' : '否'}`];
      if (field.type === 'choice')
        return [`${field.label.zh}：${field.options.find(({ code }) => code === value)?.label.zh ?? ''}`];
      if (field.type === 'number') return [`${field.label.zh}：${String(value as number)} ${field.unit}`];
      return [`${field.label.zh}：${value as string}`];
    })
    .join('\n');
}

export function noteOf(
  kind: OrderKind,
  transition: string,
  given: Values,
  frame: Frame & { version: number },
): Resource {
  const step = kind.transitions[transition]!;
  return {
    resourceType: 'Procedure',
    // One a step: an order has many rounds.
    id: `${frame.orderId}-${frame.version}`,
    ...meta(frame),
    status: 'completed',
    basedOn: [{ reference: `ServiceRequest/${frame.orderId}` }],
    code: {
      coding: [{ system: kindCodes, code: kind.kind, display: kind.title.en }],
      text: `${kind.title.zh} · ${step.label.zh}`,
    },
    subject: { reference: `Patient/${frame.personId}` },
    performedDateTime: frame.at,
    performer: [{ actor: { reference: `Organization/${frame.organisationId}`, display: frame.byName } }],
    note: [{ text: wordsOf(step.form ?? {}, given) }],
  };
}

export function carePlanOf(kind: OrderKind, given: Values, frame: Frame): Resource {
  const goals = given['goals'] ?? given['plan'];
  const everyDays = Number(given['everyDays'] ?? 0);
  const activities = [
    ...(everyDays > 0 ? [`常规上门，每 ${everyDays} 天一次`] : []),
    ...(given['homeBed'] === true ? ['建议开家庭病床'] : []),
    ...(typeof given['orders'] === 'string' ? [given['orders']] : []),
  ];
  return {
    resourceType: 'CarePlan',
    id: frame.orderId,
    ...meta(frame),
    status: 'active',
    intent: 'plan',
    title: `${kind.title.zh}照护计划`,
    description: String(goals),
    subject: { reference: `Patient/${frame.personId}` },
    created: frame.at,
    period: { start: frame.at },
    author: { reference: `Organization/${frame.organisationId}`, display: frame.byName },
    ...(activities.length > 0 && {
      activity: activities.map((description) => ({ detail: { status: 'scheduled', description } })),
    }),
  };
}
