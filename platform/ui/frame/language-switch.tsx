// Changes the language of the page; each language is called by its own name.
import { useTranslation } from 'react-i18next';
import { Button } from '../actions/button.tsx';
import { chooseLanguage, languageOf } from '../i18n/i18n.ts';

export function LanguageSwitch() {
  const { i18n } = useTranslation();
  const other = languageOf(i18n.language) === 'en' ? 'zh-CN' : 'en';
  return (
    <Button kind="quiet" icon="language" lang={other} onClick={() => void chooseLanguage(other)}>
      {other === 'en' ? 'English' : '中文'}
    </Button>
  );
}
