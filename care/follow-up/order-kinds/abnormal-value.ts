// An abnormal value that somebody has to look after: a clock runs, the health centre is told when nobody takes it, and only a result closes it.
import { defineOrderKind, type Transition } from '#foundation/orders/rules/order-kind.ts';

const place = 'follow-up.abnormal-value.place';
const perform = 'follow-up.abnormal-value.perform';
const dayMinutes = 1_440;

/** States in which further findings join; `join-<state>` leaves the clocks as they run. */
export const openStates = ['requested', 'escalated', 'taken'] as const;
const join = (state: string): Transition => ({
  from: [state],
  to: state,
  by: ['system'],
  corrects: true,
  label: { zh: '并入新的异常值', en: 'Join another value' },
  told: { zh: '又有一次异常，并入这张单', en: 'another abnormal value joined' },
  form: {
    what: { type: 'text', lines: 3, maxLength: 2_000, required: true, label: { zh: '异常值', en: 'Abnormal value' } },
    findings: { type: 'data', label: { zh: '依据', en: 'Evidence' } },
  },
});

export const abnormalValue = defineOrderKind({
  kind: 'abnormal-value',
  title: { zh: '异常值随访', en: 'Abnormal value' },
  verb: { zh: '转异常值随访', en: 'Ask for a follow-up of a value' },
  permissions: {
    [place]: ['gp', 'village-doctor', 'nurse', 'specialist'],
    [perform]: ['gp', 'village-doctor', 'nurse', 'specialist'],
  },
  place: { permission: place, notices: [{ to: 'performer', message: 'found', urgent: true }] },
  payload: {
    what: { type: 'text', lines: 3, maxLength: 2_000, required: true, label: { zh: '异常值', en: 'Abnormal value' } },
    level: {
      type: 'choice',
      required: true,
      label: { zh: '紧急程度', en: 'How urgent' },
      options: [
        { code: 'stat', label: { zh: '马上处理', en: 'At once' } },
        { code: 'urgent', label: { zh: '当天处理', en: 'Today' } },
        { code: 'routine', label: { zh: '一周内处理', en: 'Within a week' } },
      ],
    },
    answerMinutes: {
      type: 'number',
      unit: 'min',
      min: 1,
      max: 30 * dayMinutes,
      staffOnly: true,
      label: { zh: '接单时限', en: 'To be taken within' },
    },
    closeMinutes: {
      type: 'number',
      unit: 'min',
      min: 1,
      max: 60 * dayMinutes,
      staffOnly: true,
      label: { zh: '办结时限', en: 'To be closed within' },
    },
    findings: { type: 'data', staffOnly: true, label: { zh: '依据', en: 'Evidence' } },
  },
  headline: 'what',
  performer: { by: 'team' },
  initial: 'requested',
  states: {
    requested: {
      task: 'requested',
      label: { zh: '待接单', en: 'Waiting' },
      plain: { zh: '有一项结果不正常，医生会联系您', en: 'A value is not normal; a doctor will contact you' },
    },
    escalated: {
      task: 'requested',
      label: { zh: '已升级，待接单', en: 'Escalated' },
      plain: { zh: '医生会尽快联系您', en: 'A doctor will contact you soon' },
    },
    taken: {
      task: 'in-progress',
      label: { zh: '处理中', en: 'Being handled' },
      plain: { zh: '医生正在处理，会联系您', en: 'A doctor is handling it' },
    },
    closed: {
      task: 'completed',
      final: true,
      label: { zh: '已办结', en: 'Closed' },
      plain: { zh: '已处理，结果见下面', en: 'Handled; see the result below' },
    },
    voided: {
      task: 'cancelled',
      final: true,
      label: { zh: '测值无效', en: 'Not a valid value' },
      plain: { zh: '这次测值无效，不用处理', en: 'The value was not valid' },
    },
  },
  transitions: {
    take: {
      from: ['requested', 'escalated'],
      to: 'taken',
      by: ['performer'],
      permission: perform,
      assigns: 'doer',
      label: { zh: '接单', en: 'Take' },
      told: { zh: '已由{{name}}接单', en: '{{name}} took it' },
      notices: [{ to: 'person', message: 'taken' }],
    },
    release: {
      from: ['taken'],
      to: 'requested',
      by: ['assignee'],
      permission: perform,
      assigns: 'nobody',
      label: { zh: '退单', en: 'Give back' },
      told: { zh: '{{name}}退单', en: '{{name}} gave it back' },
      form: { reason: { type: 'text', maxLength: 300, required: true, label: { zh: '退单原因', en: 'Reason' } } },
    },
    'take-over': {
      from: ['taken'],
      to: 'taken',
      by: ['performer'],
      permission: perform,
      assigns: 'doer',
      label: { zh: '接替', en: 'Take over' },
      told: { zh: '已由{{name}}接替', en: '{{name}} took it over' },
    },
    close: {
      from: ['taken'],
      to: 'closed',
      by: ['assignee'],
      permission: perform,
      result: true,
      label: { zh: '填写结果，办结', en: 'Enter the result and close' },
      told: { zh: '已由{{name}}办结', en: '{{name}} closed it' },
      form: {
        outcome: {
          type: 'choice',
          required: true,
          label: { zh: '处理结果', en: 'Outcome' },
          options: [
            { code: 'normal-again', label: { zh: '复测正常', en: 'Normal when measured again' } },
            { code: 'adjusted', label: { zh: '已调整治疗', en: 'Treatment adjusted' } },
            { code: 'referred', label: { zh: '已转诊', en: 'Referred' } },
            { code: 'emergency', label: { zh: '已叫急救', en: 'Emergency called' } },
            { code: 'observed', label: { zh: '继续观察', en: 'Observed further' } },
          ],
        },
        systolic: {
          type: 'number',
          unit: 'mm[Hg]',
          min: 40,
          max: 300,
          label: { zh: '复测收缩压', en: 'Systolic again' },
        },
        diastolic: {
          type: 'number',
          unit: 'mm[Hg]',
          min: 20,
          max: 200,
          label: { zh: '复测舒张压', en: 'Diastolic again' },
        },
        glucose: {
          type: 'number',
          unit: 'mmol/L',
          min: 1,
          max: 50,
          digits: 1,
          label: { zh: '复测血糖', en: 'Glucose again' },
        },
        measuredBy: {
          type: 'choice',
          label: { zh: '谁测的', en: 'Measured by' },
          options: [
            { code: 'staff', label: { zh: '医护人员', en: 'Staff' } },
            { code: 'person', label: { zh: '居民自己', en: 'The person' } },
          ],
        },
        advice: {
          type: 'text',
          lines: 3,
          maxLength: 1_000,
          required: true,
          label: { zh: '处理与建议', en: 'What was done' },
        },
        nextOn: { type: 'day', label: { zh: '下次联系日期', en: 'Next contact' } },
      },
      notices: [{ to: 'person', message: 'closed' }],
    },
    void: {
      from: ['taken'],
      to: 'voided',
      by: ['assignee'],
      permission: perform,
      confirm: true,
      label: { zh: '测值无效', en: 'Not a valid value' },
      told: { zh: '{{name}}认定测值无效', en: '{{name}} found the value not valid' },
      form: { reason: { type: 'text', maxLength: 300, required: true, label: { zh: '为什么无效', en: 'Why' } } },
    },
    escalate: {
      from: ['requested'],
      to: 'escalated',
      by: ['system'],
      label: { zh: '升级', en: 'Escalate' },
      told: { zh: '超过时限没人接，已告知上级', en: 'nobody took it in time; those above were told' },
      notices: [{ to: 'performer', message: 'escalated', urgent: true }],
    },
    ...Object.fromEntries(openStates.map((state) => [`join-${state}`, join(state)])),
  },
  clocks: {
    answering: {
      label: { zh: '接单', en: 'Take' },
      startsIn: ['requested'],
      endsIn: ['taken', 'escalated'],
      longerBy: 'answerMinutes',
      steps: [{ afterMinutes: 1, transition: 'escalate' }],
    },
    escalation: {
      label: { zh: '升级后接单', en: 'Take after escalation' },
      startsIn: ['escalated'],
      endsIn: ['taken'],
      steps: [{ afterMinutes: 60, notice: { to: 'performer', message: 'escalated', urgent: true } }],
    },
    closing: {
      label: { zh: '办结', en: 'Close' },
      startsIn: ['taken'],
      endsIn: ['requested'],
      longerBy: 'closeMinutes',
      steps: [{ afterMinutes: 1, notice: { to: 'performer', message: 'unclosed', urgent: true } }],
    },
  },
  messages: {
    found: {
      title: { zh: '有异常值要处理', en: 'An abnormal value' },
      text: { zh: '请马上打开看，并联系本人。', en: 'Open it and contact the person.' },
    },
    taken: {
      title: { zh: '医生正在看您的结果', en: 'A doctor looks at your value' },
      text: { zh: '{{place}}的{{by}}会联系您。', en: '{{by}} of {{place}} will contact you.' },
    },
    closed: {
      title: { zh: '您的异常结果处理好了', en: 'Your value was handled' },
      text: { zh: '{{by}}已填写结果，点开可以看。', en: '{{by}} entered the result; open it to read.' },
    },
    escalated: {
      title: { zh: '异常值超时没人接', en: 'An abnormal value waits too long' },
      text: { zh: '{{place}}还没有接单，请马上处理。', en: 'Nobody of {{place}} took it; please act now.' },
    },
    unclosed: {
      title: { zh: '异常值还没办结', en: 'An abnormal value is still open' },
      text: { zh: '请填写处理结果。', en: 'Please enter the result.' },
    },
  },
  // What is urgent never waits behind what is not: one is open at most of each level.
  unique: ['level'],
  careRelationDays: 60,
  rating: { by: ['person'], in: ['closed'] },
});
