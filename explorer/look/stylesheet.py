"""The style sheet: shapes and colours of standard widgets.

Fonts are never set here: a font in a style sheet drops the tabular figures.
"""

import resources
from explorer.look.palette import Theme


def stylesheet(theme: Theme, scale: float) -> str:
    """Return the application's style sheet.

    Rules select by object type and by the dynamic properties that widgets set on themselves: ``card``,
    ``current`` (the card of several that it is about now), ``highlighted``, ``rule``, ``segmented``, ``tone`` (the
    name of a colour), ``primary``, ``hero``, ``invalid``.
    """
    t = theme
    height = round(30 * scale)
    icons = resources.path("icons").as_posix()
    tones = "\n".join(
        f'QLabel[tone="{tone}"] {{ color: {getattr(t, tone)}; }}'
        for tone in ("text", "text2", "text3", "a", "b", "c", "d", "good", "bad", "accent")
    )
    fields = "QComboBox, QLineEdit, QPlainTextEdit"

    def states(suffix: str) -> str:
        return ", ".join(f"{name.strip()}{suffix}" for name in fields.split(","))

    return f"""
    QWidget {{ outline: none; }}
    QFrame[card="true"] {{ background: {t.panel}; border: 1px solid {t.line}; border-radius: 10px; }}
    QFrame[card="true"][current="true"], QFrame[card="true"][highlighted="true"], QFrame[card="true"]:focus
    {{ border-color: {t.accent}; }}
    QFrame[rule="true"] {{ background: {t.line}; max-height: 1px; min-height: 1px; border: 0; }}
    QFrame[stripe="true"] {{ background: {t.bad}; border: 0; border-radius: 1px; }}
    QWidget[ground="panel"] {{ background: {t.panel}; }}
    QLabel {{ background: transparent; color: {t.text}; }}
    {tones}
    QLabel:disabled {{ color: {t.text3}; }}

    QScrollArea {{ background: transparent; border: 0; }}
    QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
    QScrollBar::handle:vertical {{ background: {t.text3}; border-radius: 3px;
                                   min-height: 32px; margin: 0 4px 0 0; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}

    QTabBar {{ background: transparent; }}
    QTabBar::tab {{ padding: 0 4px; margin-right: 20px; height: 46px; color: {t.text2};
                    background: transparent; border: 0; border-bottom: 2px solid transparent; }}
    QTabBar::tab:hover {{ color: {t.text}; }}
    QTabBar::tab:selected {{ color: {t.text}; border-bottom: 2px solid {t.accent}; }}
    QTabBar::tab:selected:focus {{ border-bottom: 4px solid {t.accent}; }}

    QPushButton {{ background: {t.control}; color: {t.text}; border: 1px solid {t.line}; border-radius: 6px;
                   min-height: {height}px; padding: 0 8px; }}
    QPushButton:hover {{ background: {t.hover}; }}
    QPushButton:pressed {{ background: {t.line}; }}
    QPushButton:focus {{ border: 2px solid {t.accent}; padding: 0 7px; min-height: {height - 2}px; }}
    QPushButton:disabled {{ color: {t.text3}; background: {t.panel}; }}
    QPushButton[primary="true"] {{ background: {t.accent}; color: {t.on_accent}; border-color: {t.accent}; }}
    QPushButton[primary="true"]:hover {{ background: {t.accent_hover}; border-color: {t.accent_hover}; }}
    QPushButton[primary="true"]:focus {{ border: 2px solid {t.text}; }}
    QPushButton[primary="true"]:disabled {{ color: {t.text3}; background: {t.panel};
                                            border-color: {t.line}; }}

    QFrame[tile] {{ background: {t.control}; border: 1px solid {t.line}; border-radius: 6px; }}
    QFrame[tile="good"] {{ background: {t.panel}; border-color: {t.good}; }}
    QFrame[tile="bad"] {{ background: {t.panel}; border-color: {t.bad}; }}
    QFrame[tile="accent"] {{ border-color: {t.accent}; }}
    QPushButton[tile] {{ background: {t.control}; border: 1px solid {t.line}; text-align: left; padding: 0;
                         min-height: 0; }}
    QPushButton[tile]:hover {{ background: {t.hover}; }}
    QPushButton[tile]:focus {{ border: 1px solid {t.text}; padding: 0; min-height: 0; }}
    QPushButton[tile="accent"], QPushButton[tile="accent"]:focus {{ background: {t.panel};
                                                                    border: 2px solid {t.accent}; }}
    QPushButton[tile="good"] {{ background: {t.panel}; border-color: {t.good}; }}
    QFrame[segmented="true"] {{ background: {t.control}; border: 1px solid {t.line}; border-radius: 7px; }}
    QFrame[segmented="true"] QPushButton {{ background: transparent; border: 0; border-radius: 5px;
                                            min-height: {height - 4}px; padding: 0 2px; color: {t.text2}; }}
    QFrame[segmented="true"] QPushButton:hover {{ color: {t.text}; }}
    QFrame[segmented="true"] QPushButton:checked {{ background: {t.accent}; color: {t.on_accent}; }}
    QFrame[segmented="true"] QPushButton:focus {{ border: 2px solid {t.text}; min-height: {height - 8}px; }}
    QFrame[segmented="true"] QPushButton:disabled {{ color: {t.text3}; }}
    QFrame[segmented="true"] QPushButton:checked:disabled {{ background: {t.line}; color: {t.text2}; }}

    QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: 6px;
                   color: {t.text}; }}
    QToolButton:hover {{ background: {t.hover}; }}
    QToolButton:focus {{ border: 2px solid {t.accent}; }}
    QToolButton[primary="true"] {{ background: {t.accent}; }}
    QToolButton[primary="true"]:hover {{ background: {t.accent_hover}; }}
    QToolButton[primary="true"]:focus {{ border: 2px solid {t.text}; }}
    QToolButton[primary="true"]:disabled {{ background: {t.panel}; border-color: {t.line}; }}
    QToolButton::menu-indicator {{ image: none; }}

    {fields} {{ background: {t.control}; color: {t.text}; border: 1px solid {t.line}; border-radius: 6px;
                min-height: {height}px; padding: 0 8px;
                selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
    {states(":hover")} {{ background: {t.hover}; }}
    {states(":focus")} {{ border: 2px solid {t.accent}; padding: 0 7px; min-height: {height - 2}px; }}
    {states(":disabled")} {{ background: {t.panel}; color: {t.text3}; }}
    QListWidget {{ background: {t.panel}; color: {t.text}; border: 1px solid {t.line}; border-radius: 6px;
                   padding: 4px; }}
    QListWidget::item {{ padding: 6px 8px; border-radius: 4px; }}
    QListWidget::item:hover {{ background: {t.hover}; }}
    QListWidget::item:selected {{ background: {t.accent}; color: {t.on_accent}; }}
    QLineEdit[invalid="true"] {{ border: 1px solid {t.bad}; }}
    QLineEdit[invalid="true"]:focus {{ border: 2px solid {t.bad}; }}
    QLineEdit[hero="true"] {{ background: transparent; border: 0; border-bottom: 1px dashed {t.text3};
                              border-radius: 0; padding: 0; }}
    QLineEdit[hero="true"]:hover {{ border-bottom: 1px solid {t.text2}; }}
    QLineEdit[hero="true"]:focus {{ border: 0; border-bottom: 2px solid {t.accent}; padding: 0; }}
    QLineEdit[hero="true"][invalid="true"] {{ border-bottom: 2px solid {t.bad}; }}
    QComboBox::drop-down {{ border: 0; width: 26px; }}
    QComboBox::down-arrow {{ image: none; }}
    QComboBox QAbstractItemView {{ background: {t.control}; color: {t.text}; border: 1px solid {t.line};
                                   selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}

    QCheckBox {{ spacing: 8px; color: {t.text}; }}
    QCheckBox::indicator {{ width: 16px; height: 16px; border: 1px solid {t.text3}; border-radius: 4px;
                            background: {t.control}; }}
    QCheckBox::indicator:hover {{ border-color: {t.text}; }}
    QCheckBox::indicator:checked {{ background: {t.accent}; border-color: {t.accent};
                                    image: url({icons}/check-{t.name}.svg); }}
    QCheckBox::indicator:focus {{ border: 2px solid {t.text}; }}
    QCheckBox::indicator:disabled {{ background: {t.panel}; border-color: {t.line}; }}
    QCheckBox::indicator:checked:disabled {{ background: {t.text3}; border-color: {t.text3}; }}
    QCheckBox:disabled {{ color: {t.text3}; }}
    QCheckBox:focus {{ color: {t.accent}; }}

    QProgressBar {{ background: {t.control}; border: 0; border-radius: 3px;
                    max-height: 6px; min-height: 6px; }}
    QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}

    QMenu {{ background: {t.panel}; color: {t.text}; border: 1px solid {t.line}; padding: 4px; }}
    QMenu::item {{ padding: 6px 24px 6px 24px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {t.hover}; }}
    QMenu::item:disabled {{ color: {t.text3}; }}
    QMenu::separator {{ height: 1px; background: {t.line}; margin: 4px 8px; }}
    QDialog {{ background: {t.panel}; }}
    QToolTip {{ background: {t.control}; color: {t.text}; border: 1px solid {t.line}; padding: 6px; }}
    """
