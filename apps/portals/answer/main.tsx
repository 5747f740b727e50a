// Where the link of a follow-up message leads: questions of the family doctor, answered without an account.
import { startPortal } from '#platform/ui/portal/start-portal.tsx';
import uiChinese from '#platform/ui/messages/zh-CN.json' with { type: 'json' };
import formChinese from '#foundation/knowledge/web/form/messages/zh-CN.json' with { type: 'json' };
import chinese from '#care/follow-up/web/answer/messages/zh-CN.json' with { type: 'json' };
import { AnswerPage } from '#care/follow-up/web/answer/answer-page.tsx';

void startPortal({
  portal: 'answer',
  density: 'elder',
  session: 'none',
  messages: {
    chinese: [uiChinese, formChinese, chinese],
    english: async () => {
      const all = await Promise.all([
        import('#platform/ui/messages/en.json', { with: { type: 'json' } }),
        import('#foundation/knowledge/web/form/messages/en.json', { with: { type: 'json' } }),
        import('#care/follow-up/web/answer/messages/en.json', { with: { type: 'json' } }),
      ]);
      return all.map((one) => one.default);
    },
  },
  children: <AnswerPage />,
});
