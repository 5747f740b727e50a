// The residents' portal: one thing a page, readable for old eyes.
import { createBrowserRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { NoticesPage } from '#foundation/messaging/web/resident/notices.tsx';
import { PersonInViewProvider } from '#foundation/registry/web/resident/person-in-view.tsx';
import { startPortal } from '#platform/ui/portal/start-portal.tsx';
import { readElderMode } from '#platform/ui/theme/density.ts';
import { LostPage } from '../lost-page.tsx';
import { Skeleton } from '#platform/ui/states/states.tsx';
import { HomePage } from './home-page.tsx';
import { ResidentFrame } from './resident-frame.tsx';
import { residentMessages } from './resident-messages.ts';

const router = createBrowserRouter(
  [
    {
      element: <ResidentFrame />,
      errorElement: <LostPage />,
      hydrateFallbackElement: <Skeleton lines={6} />,
      children: [
        { index: true, element: <HomePage /> },
        {
          path: 'record',
          lazy: async () => ({ Component: (await import('#foundation/record/web/resident/my-record.tsx')).MyRecord }),
        },
        {
          path: 'visits',
          lazy: async () => ({ Component: (await import('#programmes/roving/web/resident/my-visits.tsx')).MyVisits }),
        },
        { path: 'looked', lazy: async () => ({ Component: (await import('./who-looked.tsx')).WhoLooked }) },
        { path: 'settings', lazy: async () => ({ Component: (await import('./settings-page.tsx')).SettingsPage }) },
        {
          path: 'family',
          lazy: async () => ({
            Component: (await import('#foundation/registry/web/resident/my-family.tsx')).MyFamily,
          }),
        },
        { path: 'notices', element: <NoticesPage /> },
        { path: '*', element: <LostPage /> },
      ],
    },
  ],
  { basename: '/resident' },
);

void startPortal({
  portal: 'resident',
  density: readElderMode() ? 'elder' : 'resident',
  session: 'needed',
  messages: residentMessages,
  children: (
    <PersonInViewProvider>
      <RouterProvider router={router} />
    </PersonInViewProvider>
  ),
});
