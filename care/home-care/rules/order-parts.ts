// Parts that the order kinds of home care share: fields of text, taking and giving back, cancelling.
import type { LocalText } from '#foundation/knowledge/rules/content.ts';
import type { Field } from '#foundation/orders/rules/fields.ts';
import type { State, Transition } from '#foundation/orders/rules/order-kind.ts';

export const words = (zh: string, en: string): LocalText => ({ zh, en });
export const textField = (zh: string, en: string, lines = 3, maxLength = 1_000): Field => ({
  type: 'text',
  lines,
  maxLength,
  label: words(zh, en),
});
export const neededText = (zh: string, en: string, lines = 3, maxLength = 1_000): Field => ({
  ...textField(zh, en, lines, maxLength),
  required: true,
});
export const reasonForm = { reason: neededText('原因', 'Reason', 2, 300) };

export const doingRoles = ['gp', 'village-doctor', 'nurse'] as const;

export const cancelledState: State = {
  label: words('已取消', 'Cancelled'),
  plain: words('已经取消', 'Cancelled'),
  task: 'cancelled',
  final: true,
};
export const takeStep = (permission: string): Transition => ({
  from: ['waiting'],
  to: 'taken',
  label: words('认领', 'Take'),
  told: words('{{name}} 已认领', '{{name}} took it'),
  by: ['performer'],
  permission,
  assigns: 'doer',
  notices: [{ to: 'person', message: 'taken' }],
});
export const giveBackStep = (permission: string): Transition => ({
  from: ['taken'],
  to: 'waiting',
  label: words('退回', 'Give back'),
  told: words('{{name}} 退回了', '{{name}} gave it back'),
  by: ['assignee'],
  permission,
  assigns: 'nobody',
});
export const cancelStep = (by: Transition['by'], permission: string): Transition => ({
  from: ['waiting', 'taken'],
  to: 'cancelled',
  label: words('取消', 'Cancel'),
  told: words('{{name}} 已取消', '{{name}} cancelled'),
  by,
  permission,
  form: reasonForm,
  confirm: true,
});
export const missStep = (from: string, permission: string, zh: string, en: string): Transition => ({
  from: [from],
  to: 'missed',
  label: words(zh, en),
  told: words(`{{name}} 记录：${zh}`, `{{name}} noted: ${en}`),
  by: ['performer'],
  permission,
  form: reasonForm,
});
const day = 1_440;
/** One reminder of the performing institution when a state has lasted too long. */
export const lateClock = (zh: string, en: string, startsIn: string, endsIn: readonly string[], days: number) => ({
  label: words(zh, en),
  startsIn: [startsIn],
  endsIn,
  steps: [{ afterMinutes: days * day, notice: { to: 'performer' as const, message: 'late', urgent: true } }],
});
