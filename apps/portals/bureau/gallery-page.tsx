// The gallery inside the bureau's portal.
import { useTranslation } from 'react-i18next';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { Gallery } from '#platform/ui/gallery/gallery.tsx';

export function GalleryPage() {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t('gallery.title')} />
      <Gallery />
    </>
  );
}
