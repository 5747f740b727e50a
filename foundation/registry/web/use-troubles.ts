// A failed call as the troubles of a form: beside the fields where the server names them, else in one line.
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { isFailure } from '#platform/ui/api/failure.ts';
import type { FormTrouble } from '#platform/ui/form/form.tsx';

export function useTroubles(idOf: (field: string) => string): (error: unknown) => FormTrouble[] {
  const { t } = useTranslation();
  return useCallback(
    (error: unknown): FormTrouble[] => {
      if (!isFailure(error)) return [{ text: t('ui.failure.fault') }];
      const { problem } = error;
      if (problem?.issues?.length)
        return problem.issues.map((issue) => ({ field: idOf(issue.path), text: issue.message }));
      if (problem) return [{ text: [problem.title, problem.detail].filter(Boolean).join(t('registry.stop')) }];
      const kept = t('registry.kept');
      const known = error.kind === 'offline' || error.kind === 'timeout' || error.kind === 'busy';
      return [{ text: `${t(`ui.failure.${known ? error.kind : 'fault'}`)}${t('registry.stop')}${kept}` }];
    },
    [t, idOf],
  );
}

const unnamed = (field: string): string => field;

/** Takes something back, and says so where that fails: the screen that did it is gone by then. */
export function useTakeBack(): (work: () => Promise<unknown>) => () => Promise<void> {
  const announce = useAnnounce();
  const troublesOf = useTroubles(unnamed);
  return (work) => async () => {
    try {
      await work();
    } catch (error) {
      announce(
        troublesOf(error)
          .map((one) => one.text)
          .join(' '),
      );
    }
  };
}
