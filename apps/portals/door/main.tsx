// The door of Tianmu: pick a demo role or sign in with an account.
import { startPortal } from '#platform/ui/portal/start-portal.tsx';
import uiChinese from '#platform/ui/messages/zh-CN.json' with { type: 'json' };
import chinese from './messages/zh-CN.json' with { type: 'json' };
import { DoorPage } from './door-page.tsx';

void startPortal({
  portal: 'door',
  density: 'resident',
  session: 'none',
  messages: {
    chinese: [uiChinese, chinese],
    english: async () => {
      const [ui, own] = await Promise.all([
        import('#platform/ui/messages/en.json', { with: { type: 'json' } }),
        import('./messages/en.json', { with: { type: 'json' } }),
      ]);
      return [ui.default, own.default];
    },
  },
  children: <DoorPage />,
});
