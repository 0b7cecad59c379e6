<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name></name>
    <message numerus="yes">
        <source>Recovered %n interrupted recordings in {folder}.</source>
        <translation>
            <numerusform>Recovered an interrupted recording in {folder}.</numerusform>
            <numerusform>Recovered %n interrupted recordings in {folder}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other files could not be indexed.</source>
        <translation>
            <numerusform>%n other file could not be indexed.</numerusform>
            <numerusform>%n other files could not be indexed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n segments</source>
        <translation>
            <numerusform>%n segment</numerusform>
            <numerusform>%n segments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frames annotated</source>
        <translation>
            <numerusform>%n frame annotated</numerusform>
            <numerusform>%n frames annotated</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>no match in {rejected} of %n frames without source</source>
        <translation>
            <numerusform>no match in {rejected} of %n frame without source</numerusform>
            <numerusform>no match in {rejected} of %n frames without source</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not localized yet</source>
        <translation>
            <numerusform>%n not localized yet</numerusform>
            <numerusform>%n not localized yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n boxes</source>
        <translation>
            <numerusform>%n box</numerusform>
            <numerusform>%n boxes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frames lost</source>
        <translation>
            <numerusform>%n frame lost</numerusform>
            <numerusform>%n frames lost</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n dropped</source>
        <translation>
            <numerusform>%n dropped</numerusform>
            <numerusform>%n dropped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{name} and %n more</source>
        <translation>
            <numerusform>{name} and %n more</numerusform>
            <numerusform>{name} and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Interpolated %n frames</source>
        <translation>
            <numerusform>Interpolated %n frame</numerusform>
            <numerusform>Interpolated %n frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{title} {version}: %n classes</source>
        <translation>
            <numerusform>{title} {version}: %n class</numerusform>
            <numerusform>{title} {version}: %n classes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minutes</source>
        <translation>
            <numerusform>about %n minute</numerusform>
            <numerusform>about %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n teams</source>
        <translation>
            <numerusform>%n team</numerusform>
            <numerusform>%n teams</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Saved {name}.csv and %n images to {parent}.</source>
        <translation>
            <numerusform>Saved {name}.csv and %n image to {parent}.</numerusform>
            <numerusform>Saved {name}.csv and %n images to {parent}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n areas erased</source>
        <translation>
            <numerusform>%n area erased</numerusform>
            <numerusform>%n areas erased</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n masks</source>
        <translation>
            <numerusform>%n mask</numerusform>
            <numerusform>%n masks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It was learned from %n examples.</source>
        <translation>
            <numerusform>It was learned from %n example.</numerusform>
            <numerusform>It was learned from %n examples.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n examples</source>
        <translation>
            <numerusform>%n example</numerusform>
            <numerusform>%n examples</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>same peak in {matches} of %n frames</source>
        <translation>
            <numerusform>same peak in {matches} of %n frame</numerusform>
            <numerusform>same peak in {matches} of %n frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Imported %n annotated frames from {name}</source>
        <translation>
            <numerusform>Imported %n annotated frame from {name}</numerusform>
            <numerusform>Imported %n annotated frames from {name}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>; skipped %n rows of other sounds</source>
        <translation>
            <numerusform>; skipped %n row of another sound</numerusform>
            <numerusform>; skipped %n rows of other sounds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>; kept %n rows of other files</source>
        <translation>
            <numerusform>; kept %n row of another file</numerusform>
            <numerusform>; kept %n rows of other files</numerusform>
        </translation>
    </message>
</context>
</TS>
