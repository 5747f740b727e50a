// Where an app sends a person to be let in: who asks, what for, for whom and how long; yes or no.
import { startPortal } from '#platform/ui/portal/start-portal.tsx';
import uiChinese from '#platform/ui/messages/zh-CN.json' with { type: 'json' };
import { readElderMode } from '#platform/ui/theme/density.ts';
import doorChinese from '../door/messages/zh-CN.json' with { type: 'json' };
import portalChinese from '../messages/zh-CN.json' with { type: 'json' };
import chinese from './messages/zh-CN.json' with { type: 'json' };
import { ConsentPage } from './consent-page.tsx';

void startPortal({
  portal: 'consent',
  density: readElderMode() ? 'elder' : 'resident',
  session: 'none',
  messages: {
    chinese: [uiChinese, doorChinese, portalChinese, chinese],
    english: async () => {
      const all = await Promise.all([
        import('#platform/ui/messages/en.json', { with: { type: 'json' } }),
        import('../door/messages/en.json', { with: { type: 'json' } }),
        import('../messages/en.json', { with: { type: 'json' } }),
        import('./messages/en.json', { with: { type: 'json' } }),
      ]);
      return all.map((one) => one.default);
    },
  },
  children: <ConsentPage />,
});
