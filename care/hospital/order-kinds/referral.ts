// A referral: one institution asks another to see a person, and hears what came of it.
import { defineOrderKind } from '#foundation/orders/rules/order-kind.ts';

const place = 'hospital.referral.place';
const answer = 'hospital.referral.answer';
const dayMinutes = 1_440;

export const referral = defineOrderKind({
  kind: 'referral',
  title: { zh: '转诊', en: 'Referral' },
  verb: { zh: '转诊', en: 'Refer' },
  permissions: {
    [place]: ['gp', 'village-doctor', 'specialist', 'nurse'],
    [answer]: ['specialist', 'gp'],
  },
  place: {
    permission: place,
    notices: [
      { to: 'performer', message: 'asked' },
      { to: 'person', message: 'placed' },
    ],
  },
  payload: {
    toOrganisationId: {
      type: 'organisation',
      organisationKinds: ['hospital', 'health-centre'],
      required: true,
      label: { zh: '转到哪里', en: 'Refer to' },
    },
    reason: {
      type: 'text',
      lines: 3,
      maxLength: 1_000,
      required: true,
      label: { zh: '转诊原因', en: 'Reason' },
      hint: { zh: '主要不适、已做的检查和处理', en: 'Main complaint, what was examined and done' },
    },
    question: {
      type: 'text',
      lines: 2,
      maxLength: 1_000,
      staffOnly: true,
      label: { zh: '想请对方解决的问题', en: 'Question to the colleagues' },
    },
  },
  headline: 'reason',
  performer: { by: 'field', field: 'toOrganisationId' },
  initial: 'requested',
  states: {
    requested: {
      task: 'requested',
      label: { zh: '待接诊', en: 'Waiting' },
      plain: { zh: '已发给对方医院，等医生接收', en: 'Sent; waiting for a doctor there' },
    },
    accepted: {
      task: 'accepted',
      label: { zh: '已接收', en: 'Accepted' },
      plain: { zh: '医生已接收，请按通知去看病', en: 'A doctor has accepted it; please go as you were told' },
    },
    answered: {
      task: 'completed',
      final: true,
      label: { zh: '已回复', en: 'Answered' },
      plain: { zh: '已看完，结果发回您的家庭医生', en: 'Done; the result went back to your doctor' },
    },
    declined: {
      task: 'rejected',
      final: true,
      label: { zh: '已退回', en: 'Declined' },
      plain: {
        zh: '对方不能接收，您的家庭医生会另作安排',
        en: 'Not accepted; your doctor will arrange something else',
      },
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
      to: 'accepted',
      by: ['performer'],
      permission: answer,
      assigns: 'doer',
      label: { zh: '接收', en: 'Accept' },
      told: { zh: '已由{{name}}接收', en: '{{name}} accepted it' },
      form: {
        comeOn: { type: 'day', label: { zh: '请病人哪天来', en: 'Come on' } },
        where: { type: 'text', maxLength: 100, label: { zh: '到哪个科室', en: 'Department' } },
      },
      notices: [
        { to: 'requester', message: 'accepted' },
        { to: 'person', message: 'accepted' },
      ],
    },
    decline: {
      from: ['requested'],
      to: 'declined',
      by: ['performer'],
      permission: answer,
      confirm: true,
      label: { zh: '退回', en: 'Decline' },
      told: { zh: '已由{{name}}退回', en: '{{name}} declined it' },
      form: {
        reason: { type: 'text', lines: 2, maxLength: 500, required: true, label: { zh: '退回原因', en: 'Reason' } },
      },
      notices: [
        { to: 'requester', message: 'declined', urgent: true },
        { to: 'person', message: 'declined' },
      ],
    },
    'pass-on': {
      from: ['requested'],
      to: 'requested',
      by: ['performer'],
      permission: answer,
      passesTo: 'toOrganisationId',
      label: { zh: '转给别的单位', en: 'Pass on' },
      told: { zh: '{{name}}转给了别的单位', en: '{{name}} passed it on' },
      form: {
        toOrganisationId: {
          type: 'organisation',
          organisationKinds: ['hospital', 'health-centre'],
          required: true,
          label: { zh: '转到哪里', en: 'Pass on to' },
        },
        reason: { type: 'text', maxLength: 500, required: true, label: { zh: '原因', en: 'Reason' } },
      },
      notices: [{ to: 'performer', message: 'asked' }],
    },
    release: {
      from: ['accepted'],
      to: 'requested',
      by: ['assignee'],
      permission: answer,
      assigns: 'nobody',
      label: { zh: '放回待接诊', en: 'Release' },
      told: { zh: '{{name}}放回待接诊', en: '{{name}} released it' },
      form: { reason: { type: 'text', maxLength: 500, required: true, label: { zh: '原因', en: 'Reason' } } },
    },
    'take-over': {
      from: ['accepted'],
      to: 'accepted',
      by: ['performer'],
      permission: answer,
      assigns: 'doer',
      label: { zh: '接替', en: 'Take over' },
      told: { zh: '已由{{name}}接替', en: '{{name}} took it over' },
    },
    reassign: {
      from: ['accepted'],
      to: 'accepted',
      by: ['performer', 'assignee'],
      permission: answer,
      assigns: 'chosen',
      label: { zh: '转给同事', en: 'Hand to a colleague' },
      told: { zh: '{{name}}转给了同事', en: '{{name}} handed it to a colleague' },
    },
    answer: {
      from: ['accepted'],
      to: 'answered',
      by: ['assignee'],
      permission: answer,
      result: true,
      label: { zh: '回复结果', en: 'Answer' },
      told: { zh: '已由{{name}}回复', en: '{{name}} answered it' },
      form: {
        conclusion: {
          type: 'text',
          lines: 3,
          maxLength: 2_000,
          required: true,
          label: { zh: '诊断和处理', en: 'Diagnosis and treatment' },
        },
        advice: {
          type: 'text',
          lines: 2,
          maxLength: 1_000,
          required: true,
          label: { zh: '给病人的建议', en: 'Advice' },
        },
        returnOn: { type: 'day', label: { zh: '复诊日期', en: 'Return on' } },
      },
      notices: [
        { to: 'requester', message: 'answered' },
        { to: 'person', message: 'answered' },
      ],
    },
    correct: {
      from: ['requested'],
      to: 'requested',
      by: ['requester'],
      corrects: true,
      label: { zh: '更正', en: 'Correct' },
      told: { zh: '{{name}}更正了内容', en: '{{name}} corrected it' },
      form: {
        reason: { type: 'text', lines: 3, maxLength: 1_000, required: true, label: { zh: '转诊原因', en: 'Reason' } },
        question: {
          type: 'text',
          lines: 2,
          maxLength: 1_000,
          staffOnly: true,
          label: { zh: '想请对方解决的问题', en: 'Question to the colleagues' },
        },
      },
    },
    cancel: {
      from: ['requested', 'accepted'],
      to: 'cancelled',
      by: ['requester', 'person'],
      confirm: true,
      label: { zh: '取消转诊', en: 'Cancel' },
      told: { zh: '已由{{name}}取消', en: '{{name}} cancelled it' },
      form: { reason: { type: 'text', maxLength: 300, label: { zh: '取消原因', en: 'Reason' } } },
      notices: [{ to: 'performer', message: 'cancelled' }],
    },
  },
  clocks: {
    // Our own assumption until the county sets its times: a day to accept, two weeks to answer.
    accepting: {
      label: { zh: '接收', en: 'Accept' },
      startsIn: ['requested'],
      endsIn: ['accepted'],
      steps: [
        { afterMinutes: dayMinutes, notice: { to: 'performer', message: 'waiting', urgent: true } },
        { afterMinutes: 3 * dayMinutes, notice: { to: 'requester', message: 'unaccepted', urgent: true } },
      ],
    },
    answering: {
      label: { zh: '回复', en: 'Answer' },
      startsIn: ['accepted'],
      endsIn: ['requested'],
      steps: [{ afterMinutes: 14 * dayMinutes, notice: { to: 'assignee', message: 'unanswered' } }],
    },
  },
  messages: {
    asked: {
      title: { zh: '有一位病人转来', en: 'A referral has come' },
      text: { zh: '请在一天内接收或退回，病人在等。', en: 'Please accept or decline within a day; the patient waits.' },
    },
    placed: {
      title: { zh: '已为您转诊', en: 'You were referred' },
      text: {
        zh: '{{by}}已把您转到{{place}}，医生接收后会再通知您。',
        en: '{{by}} referred you to {{place}}. You will hear when a doctor accepts.',
      },
    },
    accepted: {
      title: { zh: '转诊已接收', en: 'The referral is accepted' },
      text: { zh: '{{place}}的{{by}}已接收这次转诊。', en: '{{by}} at {{place}} accepted the referral.' },
    },
    declined: {
      title: { zh: '转诊被退回', en: 'The referral was declined' },
      text: {
        zh: '{{place}}不能接收这次转诊，请看退回原因，另作安排。',
        en: '{{place}} could not accept the referral; see the reason and arrange something else.',
      },
    },
    answered: {
      title: { zh: '转诊有结果了', en: 'The referral is answered' },
      text: {
        zh: '{{place}}的{{by}}已回复结果，点开可以看。',
        en: '{{by}} at {{place}} sent the result; open it to read.',
      },
    },
    cancelled: {
      title: { zh: '转诊已取消', en: 'The referral was cancelled' },
      text: { zh: '{{by}}取消了这次转诊，不用再准备。', en: '{{by}} cancelled the referral.' },
    },
    waiting: {
      title: { zh: '转诊等了一天还没人接', en: 'A referral has waited for a day' },
      text: { zh: '请尽快接收或退回。', en: 'Please accept or decline it soon.' },
    },
    unaccepted: {
      title: { zh: '转诊三天没人接', en: 'Nobody accepted the referral for three days' },
      text: {
        zh: '{{place}}还没有接收，请打电话问一下，或取消后转到别处。',
        en: '{{place}} has not accepted it. Call them, or cancel and refer elsewhere.',
      },
    },
    unanswered: {
      title: { zh: '转诊两周没有回复', en: 'A referral is unanswered for two weeks' },
      text: { zh: '请回复结果，病人的家庭医生在等。', en: "Please answer; the patient's doctor waits." },
    },
  },
  careRelationDays: 60,
  rating: { by: ['requester', 'person'], in: ['answered'] },
});
