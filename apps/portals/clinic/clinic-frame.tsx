// The frame of the clinic's portal with the rooms that the person may enter.
import { useTranslation } from 'react-i18next';
import { StaffFrame } from '#platform/ui/frame/staff-frame.tsx';
import { useMe } from '#platform/ui/portal/session.ts';
import { clinicDoors } from './clinic-doors.ts';

export function ClinicFrame() {
  const { t } = useTranslation();
  const { permissions } = useMe();
  const may = (permission: string) => permissions.includes(permission);
  const open = clinicDoors.filter(({ permission }) => !permission || may(permission));
  return (
    <StaffFrame
      portal="clinic"
      account="/account"
      name={t('clinic.name')}
      doors={open.map(({ to, icon, label, group }) => ({
        to: typeof to === 'string' ? to : to(may),
        icon,
        label: t(label),
        ...(group && { group: t(group) }),
      }))}
    />
  );
}
