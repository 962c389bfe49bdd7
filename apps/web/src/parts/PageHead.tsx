// The title of a page: the one H1, which takes the focus on navigation, and the title of the window.
import { useEffect, useRef, type ReactNode } from 'react';
import { useLocation } from 'react-router';

interface Props {
    title: string;
    /** The title of the window, if it says more (the level). */
    windowTitle?: string;
    lang?: string;
    isHidden?: boolean;
    below?: ReactNode;
    children?: ReactNode;
}

let isFirst = true;

export function usePageTitle(title: string): void {
    useEffect(() => {
        document.title = `${title} – Sekisho`;
    }, [title]);
}

export function PageHead({ title, windowTitle, lang, isHidden, below, children }: Props) {
    const head = useRef<HTMLHeadingElement>(null);
    const { pathname } = useLocation();
    usePageTitle(windowTitle ?? title);
    useEffect(() => {
        // The first page keeps the browser's focus (the skip link comes first); a field with autofocus wins.
        if (!isFirst && !document.activeElement?.matches('input, textarea, [role=dialog] *')) head.current?.focus({ preventScroll: true });
        isFirst = false;
    }, [pathname]);
    const h1 = (
        <h1 ref={head} tabIndex={-1} lang={lang} className={isHidden ? 'vh' : undefined}>
            {title}
        </h1>
    );
    if (isHidden) return h1;
    return (
        <div className="head">
            <div className="grow">
                {h1}
                {below}
            </div>
            {children}
        </div>
    );
}
