// 家庭病床: a bed at home, proposed, opened by a doctor with a plan, visited in rounds with doctor's orders, closed with an outcome.
import { defineOrderKind } from '#foundation/orders/rules/order-kind.ts';
import { doingRoles, lateClock, neededText, reasonForm, words } from '../rules/order-parts.ts';

const does = 'home-care.home-bed.do';
const doctor = 'home-care.home-bed.order';

export const homeBed = defineOrderKind({
  kind: 'home-bed',
  title: words('家庭病床', 'Home bed'),
  verb: words('开家庭病床', 'Open a home bed'),
  permissions: { 'home-care.home-bed.place': doingRoles, [does]: doingRoles, [doctor]: ['gp', 'village-doctor'] },
  place: { permission: 'home-care.home-bed.place', notices: [{ to: 'performer', message: 'proposed' }] },
  payload: {
    diagnosis: neededText('主要诊断', 'Main diagnosis', 2, 200),
    reason: neededText('建床理由', 'Why at home', 3, 500),
  },
  headline: 'diagnosis',
  performer: { by: 'rule' },
  initial: 'proposed',
  states: {
    proposed: {
      label: words('待建床', 'Proposed'),
      plain: words('医生正在看能不能在家住院', 'A doctor looks whether it can be'),
      task: 'requested',
    },
    open: {
      label: words('在床', 'Open'),
      plain: words('家庭病床已开，医护会定期上门', 'Your home bed is open, somebody comes regularly'),
      task: 'in-progress',
    },
    closed: {
      label: words('已撤床', 'Closed'),
      plain: words('家庭病床已结束', 'Your home bed has ended'),
      task: 'completed',
      final: true,
    },
    declined: {
      label: words('不符合建床', 'Declined'),
      plain: words('这次不适合在家住院', 'It can not be at home this time'),
      task: 'rejected',
      final: true,
    },
  },
  transitions: {
    open: {
      from: ['proposed'],
      to: 'open',
      label: words('建床', 'Open the bed'),
      told: words('{{name}} 已建床', '{{name}} opened the bed'),
      by: ['performer'],
      permission: doctor,
      assigns: 'doer',
      form: {
        plan: neededText('治疗护理计划', 'Plan of treatment and care', 4),
        orders: neededText('首次医嘱', 'First orders of the doctor', 4),
      },
      notices: [{ to: 'person', message: 'opened' }],
    },
    decline: {
      from: ['proposed'],
      to: 'declined',
      label: words('不建床', 'Decline'),
      told: words('{{name}} 认为不适合建床', '{{name}} declined'),
      by: ['performer'],
      permission: doctor,
      form: reasonForm,
      notices: [{ to: 'requester', message: 'declined' }],
      confirm: true,
    },
    round: {
      from: ['open'],
      to: 'open',
      label: words('记一次查床', 'Record a round'),
      told: words('{{name}} 查了床', '{{name}} made a round'),
      by: ['performer'],
      permission: does,
      form: { found: neededText('病情', 'Findings', 4), done: neededText('做了什么', 'What was done') },
    },
    'doctors-order': {
      from: ['open'],
      to: 'open',
      label: words('开医嘱', 'Give an order'),
      told: words('{{name}} 开了医嘱', '{{name}} gave an order'),
      by: ['performer'],
      permission: doctor,
      form: { orders: neededText('医嘱', 'Orders', 4) },
    },
    close: {
      from: ['open'],
      to: 'closed',
      label: words('撤床', 'Close the bed'),
      told: words('{{name}} 已撤床', '{{name}} closed the bed'),
      by: ['performer'],
      permission: doctor,
      result: true,
      form: {
        outcome: {
          type: 'choice',
          required: true,
          label: words('结局', 'Outcome'),
          options: [
            { code: 'better', label: words('好转', 'Better') },
            { code: 'stable', label: words('稳定', 'Stable') },
            { code: 'hospital', label: words('转住院', 'To hospital') },
            { code: 'left', label: words('本人要求撤床', 'Wish of the person') },
            { code: 'died', label: words('死亡', 'Died') },
          ],
        },
        summary: neededText('撤床小结', 'Summary', 4),
      },
      notices: [{ to: 'person', message: 'closed' }],
      confirm: true,
    },
  },
  clocks: {
    opening: lateClock('3 天内答复', 'Answer within 3 days', 'proposed', ['open'], 3),
    rounds: lateClock('每 7 天查床', 'A round each 7 days', 'open', ['closed'], 7),
  },
  messages: {
    proposed: {
      title: words('有家庭病床申请', 'A home bed was proposed'),
      text: words('请医生看是否适合建床。', 'Please judge whether it can be.'),
    },
    opened: {
      title: words('家庭病床已开', 'Your home bed is open'),
      text: words('{{by}} 会定期上门，医嘱可以打开看。', '{{by}} comes regularly; open it to read the orders.'),
    },
    declined: {
      title: words('家庭病床没有开', 'The home bed was declined'),
      text: words('{{by}} 写了原因。', '{{by}} wrote why.'),
    },
    closed: {
      title: words('家庭病床已结束', 'Your home bed has ended'),
      text: words('小结可以打开看。', 'Open it to read the summary.'),
    },
    late: {
      title: words('家庭病床等您处理', 'A home bed waits for you'),
      text: words('该答复或查床了，请打开处理。', 'An answer or a round is due: open it.'),
    },
  },
  unique: 'one-open-per-person',
  careRelationDays: 180,
  rating: { by: ['person'], in: ['closed'] },
});
