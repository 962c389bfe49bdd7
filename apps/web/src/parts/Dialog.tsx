// The dialog of every page. Built from Mantine's parts, because its own head is a <header>, which a screen reader would
// take for a second banner of the page. Focus is held inside and goes back to the opener.
// Focus moves in the same commit that shows the dialog, not a timer later as Mantine does it: keys typed at once after the
// one that opened it belong to the dialog, never to the field behind it.
import { Modal, type ModalRootProps } from '@mantine/core';
import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Props extends Omit<ModalRootProps, 'title'> {
    title: ReactNode;
}

function HoldFocus({ children }: { children: ReactNode }) {
    const box = useRef<HTMLDivElement>(null);
    useLayoutEffect(() => {
        const opener = document.activeElement;
        (box.current?.querySelector<HTMLElement>('[data-autofocus]') ?? box.current?.querySelector('button'))?.focus();
        return () => {
            if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
        };
    }, []);
    return <div ref={box}>{children}</div>;
}

export function Dialog({ title, children, ...props }: Props) {
    const { t } = useTranslation();
    return (
        <Modal.Root lockScroll={false} returnFocus={false} transitionProps={{ duration: 0 }} {...props}>
            <Modal.Overlay />
            <Modal.Content>
                <HoldFocus>
                    <div className="dialoghead">
                        <Modal.Title>{title}</Modal.Title>
                        <Modal.CloseButton aria-label={t('common.close')} />
                    </div>
                    <Modal.Body>{children}</Modal.Body>
                </HoldFocus>
            </Modal.Content>
        </Modal.Root>
    );
}
