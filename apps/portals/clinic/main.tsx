// The clinic's portal: find a person, see the record, add a visit.
import { createBrowserRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { FindPeople } from '#foundation/registry/web/clinic/find-people.tsx';
import { startPortal } from '#platform/ui/portal/start-portal.tsx';
import { LostPage } from '../lost-page.tsx';
import { Skeleton } from '#platform/ui/states/states.tsx';
import { StaffTheme } from '../staff-theme.tsx';
import { ClinicFrame } from './clinic-frame.tsx';
import { clinicMessages } from './clinic-messages.ts';

const router = createBrowserRouter(
  [
    {
      element: <ClinicFrame />,
      errorElement: <LostPage />,
      hydrateFallbackElement: <Skeleton lines={6} />,
      children: [
        { index: true, element: <FindPeople /> },
        {
          path: 'people/new',
          lazy: async () => ({
            Component: (await import('#foundation/registry/web/clinic/register-person.tsx')).RegisterPerson,
          }),
        },
        {
          path: 'people/:personId',
          lazy: async () => ({
            Component: (await import('#foundation/registry/web/clinic/person-door.tsx')).PersonDoor,
          }),
          children: [
            {
              index: true,
              lazy: async () => ({
                Component: (await import('#foundation/record/web/clinic/person-record.tsx')).PersonRecord,
              }),
            },
            {
              path: 'visit',
              lazy: async () => ({
                Component: (await import('#foundation/record/web/clinic/add-visit.tsx')).AddVisit,
              }),
            },
            {
              path: 'particulars',
              lazy: async () => ({
                Component: (await import('#foundation/registry/web/clinic/edit-person.tsx')).EditPerson,
              }),
            },
            {
              path: 'family',
              lazy: async () => ({
                Component: (await import('#foundation/registry/web/clinic/family-page.tsx')).FamilyPage,
              }),
            },
          ],
        },
        { path: 'account', lazy: async () => ({ Component: (await import('../account/my-account.tsx')).MyAccount }) },
        { path: '*', element: <LostPage /> },
      ],
    },
  ],
  { basename: '/clinic' },
);

void startPortal({
  portal: 'clinic',
  density: 'desk',
  session: 'needed',
  messages: clinicMessages,
  children: (
    <StaffTheme>
      <RouterProvider router={router} />
    </StaffTheme>
  ),
});
