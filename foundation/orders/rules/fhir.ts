// An order as FHIR: the ServiceRequest that asks and the Task that follows the work, under one id.
import type { OrderKind, TaskStatus, Urgency } from './order-kind.ts';

export const orderKindSystem = 'urn:tianmu:fhir:order-kind';
export const orderStateSystem = 'urn:tianmu:fhir:order-state';

export interface OrderOf {
  personId: string;
  orderId: string;
  kind: OrderKind;
  state: string;
  urgency: Urgency;
  requesterId: string;
  performerId: string;
  placedAt: string;
  movedAt: string;
  headline?: string;
  /** Drawn fields of the result, label and words. */
  result: readonly { label: string; text: string }[];
  reason?: string;
  tags: readonly object[];
  /** Ids of the performer that are organisations of the record; teams are none. */
  performerIsOrganisation: boolean;
}

const requestStatus: Record<TaskStatus, 'active' | 'on-hold' | 'revoked' | 'completed'> = {
  requested: 'active',
  received: 'active',
  accepted: 'active',
  ready: 'active',
  'in-progress': 'active',
  'on-hold': 'on-hold',
  rejected: 'revoked',
  cancelled: 'revoked',
  failed: 'revoked',
  completed: 'completed',
};

const codeOf = ({ kind, title, code }: OrderKind) => ({
  coding: [{ system: orderKindSystem, code: kind, display: title.zh }, ...(code ? [code] : [])],
  text: title.zh,
});

export function resourcesOf(order: OrderOf) {
  const { kind } = order;
  const state = kind.states[order.state]!;
  const owner = order.performerIsOrganisation && { reference: `Organization/${order.performerId}` };
  const shared = {
    id: order.orderId,
    ...(order.tags.length > 0 && { meta: { tag: order.tags } }),
    intent: 'order',
    priority: order.urgency,
  };
  return [
    {
      resourceType: 'ServiceRequest',
      ...shared,
      status: requestStatus[state.task],
      code: codeOf(kind),
      subject: { reference: `Patient/${order.personId}` },
      authoredOn: order.placedAt,
      requester: { reference: `Organization/${order.requesterId}` },
      ...(owner && { performer: [owner] }),
      ...(order.headline && { note: [{ text: order.headline }] }),
    },
    {
      resourceType: 'Task',
      ...shared,
      status: state.task,
      businessStatus: {
        coding: [{ system: orderStateSystem, code: order.state, display: state.label.zh }],
        text: state.label.zh,
      },
      ...(order.reason && { statusReason: { text: order.reason } }),
      code: codeOf(kind),
      basedOn: [{ reference: `ServiceRequest/${order.orderId}` }],
      focus: { reference: `ServiceRequest/${order.orderId}` },
      for: { reference: `Patient/${order.personId}` },
      authoredOn: order.placedAt,
      lastModified: order.movedAt,
      requester: { reference: `Organization/${order.requesterId}` },
      ...(owner && { owner }),
      ...(order.result.length > 0 && {
        output: order.result.map(({ label, text }) => ({ type: { text: label }, valueString: text })),
      }),
    },
  ];
}
