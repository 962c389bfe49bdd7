// What is announced to screen readers: copied, saved, counts (polite), errors (assertive). One region for the app.
import { createContext, useCallback, useContext, useState, type ReactNode } from 'react';

type Say = (text: string, how?: 'polite' | 'assertive') => void;
const SayContext = createContext<Say>(() => undefined);

export const useSay = (): Say => useContext(SayContext);

export function Live({ children }: { children: ReactNode }) {
    const [polite, setPolite] = useState('');
    const [assertive, setAssertive] = useState('');
    const say = useCallback<Say>((text, how = 'polite') => {
        const set = how === 'polite' ? setPolite : setAssertive;
        set('');
        window.setTimeout(() => set(text), 50);
    }, []);
    return (
        <SayContext.Provider value={say}>
            {children}
            <div className="vh" aria-live="polite" role="status">
                {polite}
            </div>
            <div className="vh" aria-live="assertive" role="alert">
                {assertive}
            </div>
        </SayContext.Provider>
    );
}
