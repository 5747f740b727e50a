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
        {
          path: 'orders',
          lazy: async () => ({
            Component: (await import('#foundation/orders/web/resident/my-orders.tsx')).MyOrders,
          }),
        },
        {
          path: 'orders/new/:kind',
          lazy: async () => ({ Component: (await import('#foundation/orders/web/resident/ask-page.tsx')).AskPage }),
        },
        {
          path: 'orders/:personId/:orderId',
          lazy: async () => ({ Component: (await import('#foundation/orders/web/resident/my-order.tsx')).MyOrder }),
        },
        {
          path: 'ct-screening',
          lazy: async () => ({
            Component: (await import('#programmes/roving/web/resident/ct-screening-page.tsx')).CtScreeningPage,
          }),
        },
        {
          path: 'family-doctor',
          lazy: async () => ({
            Component: (await import('#programmes/family-doctor/web/resident/my-doctor-page.tsx')).MyDoctorPage,
          }),
        },
        {
          path: 'family-doctor/messages',
          lazy: async () => ({
            Component: (await import('#programmes/family-doctor/web/resident/my-messages-page.tsx')).MyMessagesPage,
          }),
        },
        {
          path: 'home-care',
          lazy: async () => ({
            Component: (await import('#care/home-care/web/resident/home-care-page.tsx')).HomeCarePage,
          }),
        },
        {
          path: 'home-care/new',
          lazy: async () => ({ Component: (await import('#care/home-care/web/resident/order-page.tsx')).OrderPage }),
        },
        {
          path: 'home-care/:personId/:orderId',
          lazy: async () => ({ Component: (await import('#care/home-care/web/resident/track-page.tsx')).TrackPage }),
        },
        { path: 'looked', lazy: async () => ({ Component: (await import('./who-looked.tsx')).WhoLooked }) },
        { path: 'settings', lazy: async () => ({ Component: (await import('./settings-page.tsx')).SettingsPage }) },
        {
          path: 'family',
          lazy: async () => ({
            Component: (await import('#foundation/registry/web/resident/my-family.tsx')).MyFamily,
          }),
        },
        {
          path: 'link-identity',
          lazy: async () => ({
            Component: (await import('#foundation/identity-link/web/resident/link-identity-page.tsx')).LinkIdentityPage,
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
