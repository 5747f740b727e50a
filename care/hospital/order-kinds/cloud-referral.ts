// 云转诊: somebody asks the own family doctor from the phone for a referral; the doctor refers, or says why it is not needed.
import { defineOrderKind } from '#foundation/orders/rules/order-kind.ts';

const answer = 'hospital.cloud-referral.answer';
const dayMinutes = 1_440;

export const cloudReferral = defineOrderKind({
  kind: 'cloud-referral',
  title: { zh: '云转诊', en: 'Referral asked online' },
  verb: { zh: '申请转诊', en: 'Ask for a referral' },
  permissions: { [answer]: ['gp', 'village-doctor'] },
  place: {
    person: true,
    notices: [
      { to: 'performer', message: 'asked' },
      { to: 'person', message: 'placed' },
    ],
  },
  payload: {
    complaint: {
      type: 'text',
      lines: 3,
      maxLength: 1_000,
      required: true,
      label: { zh: '哪里不舒服，多久了', en: 'What is wrong, since when' },
      hint: {
        zh: '胸口剧痛、喘不上气、突然半身无力或说不清话：不要在这里等，马上打 120',
        en: 'Severe chest pain, no breath, sudden weakness of one side or of speech: do not wait here, call 120 now',
      },
    },
    toOrganisationId: {
      type: 'organisation',
      organisationKinds: ['hospital'],
      label: { zh: '想去哪家医院', en: 'Wished hospital' },
      hint: { zh: '不知道就不选，医生帮您定', en: 'Leave it open and the doctor decides' },
    },
    phone: { type: 'text', maxLength: 20, label: { zh: '联系电话', en: 'Telephone' } },
  },
  headline: 'complaint',
  performer: { by: 'team' },
  initial: 'requested',
  states: {
    requested: {
      task: 'requested',
      label: { zh: '待处理', en: 'Waiting' },
      plain: { zh: '已发给您的家庭医生，等医生看', en: 'Sent to your family doctor' },
    },
    accepted: {
      task: 'in-progress',
      label: { zh: '处理中', en: 'Being looked at' },
      plain: { zh: '家庭医生正在看您的申请', en: 'Your family doctor is looking at it' },
    },
    referred: {
      task: 'completed',
      final: true,
      label: { zh: '已转诊', en: 'Referred' },
      plain: { zh: '已替您转诊，医院接收后会通知您', en: 'You were referred; the hospital will tell you' },
    },
    advised: {
      task: 'completed',
      final: true,
      label: { zh: '先不转', en: 'No referral now' },
      plain: { zh: '医生建议先不转诊，请看医生的话', en: 'The doctor advises otherwise; please read' },
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
      label: { zh: '我来处理', en: 'Take it' },
      told: { zh: '{{name}}在处理', en: '{{name}} took it' },
      notices: [{ to: 'person', message: 'accepted' }],
    },
    release: {
      from: ['accepted'],
      to: 'requested',
      by: ['assignee'],
      permission: answer,
      assigns: 'nobody',
      label: { zh: '放回待处理', en: 'Release' },
      told: { zh: '{{name}}放回待处理', en: '{{name}} released it' },
    },
    refer: {
      from: ['accepted'],
      to: 'referred',
      by: ['assignee'],
      permission: answer,
      result: true,
      label: { zh: '转诊', en: 'Refer' },
      told: { zh: '{{name}}已转诊', en: '{{name}} referred' },
      form: {
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
          hint: { zh: '对方医院会看到这段话', en: 'The hospital reads this' },
        },
      },
      notices: [{ to: 'person', message: 'referred' }],
    },
    advise: {
      from: ['accepted'],
      to: 'advised',
      by: ['assignee'],
      permission: answer,
      result: true,
      label: { zh: '先不转诊', en: 'No referral now' },
      told: { zh: '{{name}}建议先不转诊', en: '{{name}} advises against it' },
      form: {
        advice: {
          type: 'text',
          lines: 3,
          maxLength: 1_000,
          required: true,
          label: { zh: '给居民的建议', en: 'Advice' },
          hint: { zh: '说清为什么、现在怎么做、什么情况要再来', en: 'Why, what to do now, when to come back' },
        },
      },
      notices: [{ to: 'person', message: 'advised' }],
    },
    cancel: {
      from: ['requested', 'accepted'],
      to: 'cancelled',
      by: ['person'],
      confirm: true,
      label: { zh: '取消申请', en: 'Cancel' },
      told: { zh: '{{name}}取消了申请', en: '{{name}} cancelled it' },
      notices: [{ to: 'performer', message: 'cancelled' }],
    },
  },
  clocks: {
    // Our own assumption: a team looks within a day; after two days it is told again.
    answering: {
      label: { zh: '处理', en: 'Answer' },
      startsIn: ['requested'],
      endsIn: ['referred', 'advised', 'cancelled'],
      steps: [
        { afterMinutes: dayMinutes, notice: { to: 'performer', message: 'waiting', urgent: true } },
        { afterMinutes: 2 * dayMinutes, notice: { to: 'performer', message: 'waiting', urgent: true } },
      ],
    },
  },
  messages: {
    asked: {
      title: { zh: '有居民申请转诊', en: 'A resident asks for a referral' },
      text: { zh: '请在一天内看一看，居民在等。', en: 'Please look within a day; the resident waits.' },
    },
    placed: {
      title: { zh: '转诊申请已发出', en: 'Your request was sent' },
      text: {
        zh: '{{place}}会尽快看。突然加重请马上打 120。',
        en: '{{place}} will look soon. Call 120 at once if it gets worse suddenly.',
      },
    },
    accepted: {
      title: { zh: '医生在看您的转诊申请', en: 'A doctor looks at your request' },
      text: { zh: '{{by}}正在看。', en: '{{by}} is looking at it.' },
    },
    referred: {
      title: { zh: '已替您转诊', en: 'You were referred' },
      text: { zh: '{{by}}已替您转诊，医院接收后会再通知您。', en: '{{by}} referred you; the hospital will tell you.' },
    },
    advised: {
      title: { zh: '医生建议先不转诊', en: 'The doctor advises otherwise' },
      text: { zh: '{{by}}写了建议，点开可以看。', en: '{{by}} wrote an advice; open it to read.' },
    },
    cancelled: {
      title: { zh: '转诊申请已取消', en: 'A request was cancelled' },
      text: { zh: '{{by}}取消了申请，不用再处理。', en: '{{by}} cancelled it.' },
    },
    waiting: {
      title: { zh: '转诊申请还没处理', en: 'A request for a referral waits' },
      text: { zh: '居民还在等，请尽快处理。', en: 'The resident still waits; please answer soon.' },
    },
  },
  unique: 'one-open-per-person',
  careRelationDays: 30,
  rating: { by: ['person'], in: ['referred', 'advised'] },
});
