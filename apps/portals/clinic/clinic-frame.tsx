// The frame of the clinic's portal.
import { useTranslation } from 'react-i18next';
import { StaffFrame } from '#platform/ui/frame/staff-frame.tsx';

export function ClinicFrame() {
  const { t } = useTranslation();
  return (
    <StaffFrame
      portal="clinic"
      account="/account"
      name={t('clinic.name')}
      doors={[{ to: '/', icon: 'search', label: t('clinic.find') }]}
    />
  );
}
