// The frame of the bureau's portal with the rooms that the person may enter.
import { useTranslation } from 'react-i18next';
import { StaffFrame } from '#platform/ui/frame/staff-frame.tsx';
import { useMe } from '#platform/ui/portal/session.ts';
import { doorsFor } from './bureau-doors.ts';

export function BureauFrame() {
  const { t } = useTranslation();
  const doors = doorsFor(useMe().permissions);
  return (
    <StaffFrame
      portal="bureau"
      account="/account"
      name={t('bureau.name')}
      doors={doors.map(({ to, icon, label, group }) => ({
        to,
        icon,
        label: t(label),
        ...(group && { group: t(group) }),
      }))}
    />
  );
}
