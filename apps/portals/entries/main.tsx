// The ten entries for people who come from a messenger or the county app.
import { startPortal } from '#platform/ui/portal/start-portal.tsx';
import uiChinese from '#platform/ui/messages/zh-CN.json' with { type: 'json' };
import chinese from '#foundation/identity-link/web/messages/zh-CN.json' with { type: 'json' };
import { EntriesPage } from '#foundation/identity-link/web/entries/entries-page.tsx';

void startPortal({
  portal: 'entries',
  density: 'resident',
  session: 'none',
  messages: {
    chinese: [uiChinese, chinese],
    english: async () => {
      const all = await Promise.all([
        import('#platform/ui/messages/en.json', { with: { type: 'json' } }),
        import('#foundation/identity-link/web/messages/en.json', { with: { type: 'json' } }),
      ]);
      return all.map((one) => one.default);
    },
  },
  children: <EntriesPage />,
});
