// Our own words for what we know, the record's words for everything else.
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

export function useMeasureTitle() {
  const { t } = useTranslation();
  return useCallback(
    (value: { kind?: string | undefined; title: string }): string =>
      value.kind ? t(`record.vital.${value.kind}`) : value.title,
    [t],
  );
}
