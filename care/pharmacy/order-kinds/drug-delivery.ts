// Medicines brought home: asked by a doctor or by the person, packed and brought by the nearest health centre.
import { defineOrderKind } from '#foundation/orders/rules/order-kind.ts';

const place = 'pharmacy.drug-delivery.place';
const perform = 'pharmacy.drug-delivery.perform';
const hourMinutes = 60;

export const drugDelivery = defineOrderKind({
  kind: 'drug-delivery',
  title: { zh: '送药上门', en: 'Drug delivery' },
  verb: { zh: '送药', en: 'Have medicines brought' },
  permissions: {
    [place]: ['gp', 'village-doctor', 'nurse', 'pharmacist', 'specialist'],
    [perform]: ['pharmacist', 'nurse', 'gp', 'village-doctor'],
  },
  place: { permission: place, person: true, notices: [{ to: 'performer', message: 'asked' }] },
  payload: {
    medicines: {
      type: 'text',
      lines: 3,
      maxLength: 1_000,
      required: true,
      label: { zh: '要送的药', en: 'Medicines' },
      hint: { zh: '药名和数量，一行一种', en: 'Name and quantity, one a line' },
    },
    address: { type: 'text', maxLength: 200, required: true, label: { zh: '送到哪里', en: 'Where to' } },
    phone: { type: 'text', maxLength: 30, label: { zh: '联系电话', en: 'Phone' } },
    note: { type: 'text', maxLength: 300, label: { zh: '说明', en: 'Note' } },
  },
  headline: 'medicines',
  performer: { by: 'nearest', organisationKinds: ['health-centre'] },
  initial: 'requested',
  states: {
    requested: {
      task: 'requested',
      label: { zh: '待接单', en: 'Waiting' },
      plain: { zh: '已发给卫生院，等药师接单', en: 'Sent to the health centre' },
    },
    packed: {
      task: 'accepted',
      label: { zh: '备药中', en: 'Being packed' },
      plain: { zh: '正在给您备药', en: 'Your medicines are being packed' },
    },
    'on-the-way': {
      task: 'in-progress',
      label: { zh: '送药途中', en: 'On the way' },
      plain: { zh: '药已经在路上', en: 'Your medicines are on the way' },
    },
    delivered: {
      task: 'completed',
      final: true,
      label: { zh: '已送达', en: 'Delivered' },
      plain: { zh: '药已送到', en: 'Your medicines have arrived' },
    },
    declined: {
      task: 'rejected',
      final: true,
      label: { zh: '不能送', en: 'Declined' },
      plain: { zh: '这次送不了，请看原因', en: 'Not possible this time; see the reason' },
    },
    cancelled: {
      task: 'cancelled',
      final: true,
      label: { zh: '已取消', en: 'Cancelled' },
      plain: { zh: '已取消', en: 'Cancelled' },
    },
  },
  transitions: {
    accept: {
      from: ['requested'],
      to: 'packed',
      by: ['performer'],
      permission: perform,
      assigns: 'doer',
      label: { zh: '接单', en: 'Take' },
      told: { zh: '已由{{name}}接单', en: '{{name}} took it' },
      notices: [{ to: 'person', message: 'accepted' }],
    },
    decline: {
      from: ['requested', 'packed'],
      to: 'declined',
      by: ['performer'],
      permission: perform,
      confirm: true,
      label: { zh: '不能送', en: 'Decline' },
      told: { zh: '已由{{name}}退回', en: '{{name}} declined it' },
      form: { reason: { type: 'text', maxLength: 300, required: true, label: { zh: '原因', en: 'Reason' } } },
      notices: [
        { to: 'person', message: 'declined' },
        { to: 'requester', message: 'declined' },
      ],
    },
    release: {
      from: ['packed'],
      to: 'requested',
      by: ['assignee'],
      permission: perform,
      assigns: 'nobody',
      label: { zh: '退单', en: 'Give back' },
      told: { zh: '{{name}}退单', en: '{{name}} gave it back' },
      form: { reason: { type: 'text', maxLength: 300, required: true, label: { zh: '退单原因', en: 'Reason' } } },
    },
    'take-over': {
      from: ['packed', 'on-the-way'],
      to: 'packed',
      by: ['performer'],
      permission: perform,
      assigns: 'doer',
      label: { zh: '接替', en: 'Take over' },
      told: { zh: '已由{{name}}接替', en: '{{name}} took it over' },
    },
    'set-out': {
      from: ['packed'],
      to: 'on-the-way',
      by: ['assignee'],
      permission: perform,
      label: { zh: '出发', en: 'Set out' },
      told: { zh: '{{name}}已出发', en: '{{name}} set out' },
      notices: [{ to: 'person', message: 'on-the-way' }],
    },
    deliver: {
      from: ['on-the-way'],
      to: 'delivered',
      by: ['assignee'],
      permission: perform,
      result: true,
      label: { zh: '已送达', en: 'Delivered' },
      told: { zh: '已由{{name}}送达', en: '{{name}} delivered it' },
      form: {
        receivedBy: {
          type: 'choice',
          required: true,
          label: { zh: '谁收的', en: 'Received by' },
          options: [
            { code: 'self', label: { zh: '本人', en: 'The person' } },
            { code: 'family', label: { zh: '家人', en: 'Family' } },
            { code: 'neighbour', label: { zh: '邻居', en: 'A neighbour' } },
          ],
        },
        explained: { type: 'yes-no', required: true, label: { zh: '讲清用法了吗', en: 'Use explained' } },
        note: { type: 'text', maxLength: 300, label: { zh: '说明', en: 'Note' } },
      },
      notices: [
        { to: 'person', message: 'delivered' },
        { to: 'requester', message: 'delivered' },
      ],
    },
    cancel: {
      from: ['requested', 'packed'],
      to: 'cancelled',
      by: ['requester', 'person'],
      confirm: true,
      label: { zh: '取消送药', en: 'Cancel' },
      told: { zh: '已由{{name}}取消', en: '{{name}} cancelled it' },
      form: { reason: { type: 'text', maxLength: 300, label: { zh: '取消原因', en: 'Reason' } } },
      notices: [{ to: 'performer', message: 'cancelled' }],
    },
  },
  clocks: {
    // Our own assumption until the county sets its times.
    taking: {
      label: { zh: '接单', en: 'Take' },
      startsIn: ['requested'],
      endsIn: ['packed'],
      steps: [
        { afterMinutes: 4 * hourMinutes, notice: { to: 'performer', message: 'waiting', urgent: true } },
        { afterMinutes: 24 * hourMinutes, notice: { to: 'requester', message: 'untaken', urgent: true } },
      ],
    },
  },
  messages: {
    asked: {
      title: { zh: '有人要送药', en: 'Medicines are to be brought' },
      text: { zh: '{{by}}提出送药上门，请接单。', en: '{{by}} asks for a delivery; please take it.' },
    },
    accepted: {
      title: { zh: '有人给您备药了', en: 'Your medicines are being packed' },
      text: { zh: '{{place}}的{{by}}正在备药。', en: '{{by}} at {{place}} is packing them.' },
    },
    'on-the-way': {
      title: { zh: '药在路上了', en: 'Your medicines are on the way' },
      text: { zh: '{{by}}已出发，请留人在家。', en: '{{by}} has set out; please be at home.' },
    },
    delivered: {
      title: { zh: '药送到了', en: 'The medicines have arrived' },
      text: {
        zh: '{{by}}已送达。用法不清楚的，请打电话问{{place}}。',
        en: '{{by}} delivered them. Call {{place}} if the use is not clear.',
      },
    },
    declined: {
      title: { zh: '这次送不了药', en: 'No delivery this time' },
      text: { zh: '{{place}}这次送不了，请看原因。', en: '{{place}} can not deliver this time; see the reason.' },
    },
    cancelled: {
      title: { zh: '送药已取消', en: 'The delivery was cancelled' },
      text: { zh: '{{by}}取消了送药。', en: '{{by}} cancelled the delivery.' },
    },
    waiting: {
      title: { zh: '送药单等了四小时', en: 'A delivery has waited for four hours' },
      text: { zh: '请尽快接单。', en: 'Please take it soon.' },
    },
    untaken: {
      title: { zh: '送药单一天没人接', en: 'Nobody took the delivery for a day' },
      text: { zh: '{{place}}还没有接单，请打电话问一下。', en: '{{place}} has not taken it; call them.' },
    },
  },
  unique: 'one-open-per-person',
  careRelationDays: 30,
  rating: { by: ['person', 'requester'], in: ['delivered'] },
});
