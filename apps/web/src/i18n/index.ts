// Both languages are in the bundle; the choice is kept with the user, and on this device for the login page.
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from './en.json';
import ja from './ja.json';
import type { Words } from '../api/types';

export type Language = 'ja' | 'en';
const KEPT = 'sekisho.language';

function first(): Language {
    const kept = localStorage.getItem(KEPT);
    if (kept === 'ja' || kept === 'en') return kept;
    return navigator.language.startsWith('ja') ? 'ja' : 'en';
}

void i18next.use(initReactI18next).init({
    resources: { ja: { translation: ja }, en: { translation: en } },
    lng: first(),
    fallbackLng: false,
    interpolation: { escapeValue: false },
    returnNull: false,
});
document.documentElement.lang = i18next.language;
i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language;
    localStorage.setItem(KEPT, language);
});

export function language(): Language {
    return i18next.language === 'ja' ? 'ja' : 'en';
}

/** A text of a rule in the language of the page. */
export function words(text: Words | null | undefined): string {
    return text ? text[language()] || text.en || text.ja : '';
}
