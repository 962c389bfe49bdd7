// The foot of every printed page: what it is, and page n/m. Only the margin boxes of @page know page numbers; their text differs
// with each dealing, so the rule is made here (a constructed style sheet, which the policy of the server allows).
import { useEffect } from 'react';

/** A text as a CSS string. */
export const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&').replace(/[\n\r\f]/g, ' ')}"`;

export function marginRule(left: string): string {
    const style = 'font: 7.5pt sans-serif; color: #000;';
    return `@page { @bottom-left { content: ${quoted(left)}; width: 88%; text-align: left; ${style} } @bottom-right { content: counter(page) "/" counter(pages); ${style} } }`;
}

export function usePageFoot(left: string): void {
    useEffect(() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(marginRule(left));
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
        return () => {
            document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
        };
    }, [left]);
}
