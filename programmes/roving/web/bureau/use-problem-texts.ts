// A failed call as the troubles of a form, beside the fields that the server names.
import { useTranslation } from 'react-i18next';
import { isFailure } from '#platform/ui/api/failure.ts';
import type { FormTrouble } from '#platform/ui/form/form.tsx';

export function useProblemTexts(): (error: unknown) => FormTrouble[] {
  const { t } = useTranslation();
  return (error) => {
    if (!isFailure(error) || !error.problem) return [{ text: t('ui.failure.fault') }];
    const { issues, title, detail } = error.problem;
    if (issues?.length) return issues.map((issue) => ({ field: issue.path, text: issue.message }));
    return [{ text: [title, detail].filter(Boolean).join(' ') }];
  };
}
